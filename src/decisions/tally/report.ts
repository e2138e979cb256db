// A count told as JSON for programs, with names in place of ids; and problems told in words.
import type { Lang } from '../../system/i18n/languages.ts';
import { translator } from '../../system/i18n/translate.ts';
import type { Option, Outcome, PairTotal, Problem } from './ballot.ts';
import type { Ask, Count } from './count.ts';
import { type Amount, fraction } from './exact.ts';
import type { Quorum } from './quorum.ts';

export function sayProblem(problem: Problem, lang: Lang): string {
  const t = translator(lang);
  if (!problem.at) return t(problem);
  const where = 'line' in problem.at ? t('tally.atLine', problem.at) : t('tally.atPaper', problem.at);
  return `${where} ${t(problem)}`;
}

/** Amounts come as numbers where they are whole, else as exact text ("2.5", "7/3"). */
export function asJson(ask: Ask, { result, quorum, headQuorum, outcome, concurrence, withoutProvisional }: Count) {
  const told = (tally: Outcome) => tellOutcome(tally, namesOf(ask));
  const shown = (reached: Quorum) => ({
    ...reached,
    present: exact(reached.present),
    needed: exact(reached.needed),
    roll: exact(reached.roll),
  });
  const winners = result === outcome.result ? told(outcome).winners : result === 'rejected' ? ['no'] : [];
  return {
    ...told(outcome),
    result,
    winners,
    quorum: quorum && shown(quorum),
    ...(headQuorum && { headQuorum: shown(headQuorum) }),
    ...(concurrence && {
      concurrence: {
        met: concurrence.met,
        parts: concurrence.parts.map(({ outcome: own, ...part }) => ({ ...part, ...told(own) })),
      },
    }),
    withoutProvisional: withoutProvisional && told(withoutProvisional),
  };
}

function tellOutcome({ method, result, winners, cast, abstained, rounds, order, pairwise }: Outcome, name: Name) {
  return {
    method,
    result,
    winners: winners.map(name),
    cast: exact(cast),
    abstained: exact(abstained),
    rounds: rounds.map((round, index) => ({
      round: index + 1,
      totals: Object.fromEntries(round.totals.map(({ option, weight }) => [name(option), exact(weight)])),
      exhausted: exact(round.exhausted),
      needed: round.needed && { weight: exact(round.needed.weight), reach: round.needed.reach },
      elected: round.elected.map(name),
      excluded: round.excluded.map(name),
      transfers: round.transfers.map(({ from, to, weight }) => ({
        from: name(from),
        to: to === null ? null : name(to),
        weight: exact(weight),
      })),
      ties: round.ties.map((tie) => ({ ...tie, among: tie.among.map(name), picked: name(tie.picked) })),
    })),
    order: order?.map((level) => level.map(name)),
    pairwise: pairwise && matrix(pairwise, name),
  };
}

/** `{ Anna: { Bo: 4, … }, … }`: the weight that prefers the outer to the inner. */
function matrix(pairs: readonly PairTotal[], name: Name): Record<string, Record<string, number | string>> {
  const rows = new Map<string, [string, number | string][]>();
  for (const { a, b, aOverB, bOverA } of pairs) {
    rows.set(a, [...(rows.get(a) ?? []), [name(b), exact(aOverB)]]);
    rows.set(b, [...(rows.get(b) ?? []), [name(a), exact(bOverA)]]);
  }
  return Object.fromEntries([...rows].map(([id, row]) => [name(id), Object.fromEntries(row)]));
}

export type Name = (id: string) => string;

/** Options by name; the answers of yes-and-no questions by their word, or as they are for programs. */
export function namesOf({ options }: { readonly options: readonly Option[] }, lang?: Lang): Name {
  const names = new Map(options.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? (lang ? translator(lang)('tally.answerName', { answer: id }) : id);
}

function exact(value: Amount): number | string {
  const { n, d } = fraction(value);
  if (d === 1n) return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : value;
  const decimals = [...Array(9).keys()].find((places) => 10n ** BigInt(places) % d === 0n);
  if (decimals === undefined) return value;
  const digits = `${(n * 10n ** BigInt(decimals)) / d}`.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
