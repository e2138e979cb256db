// A count told on the command line: as JSON with names in place of ids, or as a table to read.
import type { Lang } from '../../system/i18n/languages.ts';
import { translator } from '../../system/i18n/translate.ts';
import type { Outcome, Problem, Round } from './ballot.ts';
import type { Ask, Count } from './count.ts';
import { type Amount, approximate, fraction } from './exact.ts';
import { findMethod } from './methods.ts';

export function sayProblem(problem: Problem, lang: Lang): string {
  const t = translator(lang);
  if (!problem.at) return t(problem);
  const where = 'line' in problem.at ? t('tally.atLine', problem.at) : t('tally.atPaper', problem.at);
  return `${where} ${t(problem)}`;
}

/** Amounts come as numbers where they are whole, else as exact text ("2.5", "7/3"). */
export function asJson(ask: Ask, { result, quorum, outcome, withoutProvisional }: Count) {
  const told = (tally: Outcome) => tellOutcome(tally, namesOf(ask));
  return {
    ...told(outcome),
    result,
    winners: result === 'no-quorum' ? [] : told(outcome).winners,
    quorum: quorum && {
      ...quorum,
      present: exact(quorum.present),
      needed: exact(quorum.needed),
      roll: exact(quorum.roll),
    },
    withoutProvisional: withoutProvisional && told(withoutProvisional),
  };
}

function tellOutcome({ method, result, winners, cast, abstained, rounds }: Outcome, name: (id: string) => string) {
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
  };
}

export function asTable(text: string, ask: Ask, counted: Count, lang: Lang): string {
  const { outcome, quorum, withoutProvisional } = counted;
  const t = translator(lang);
  const lines = text ? [text] : [];
  lines.push(t(findMethod(outcome.method)!.title), '');
  lines.push(t('tally.castLine', { cast: approximate(outcome.cast), abstained: approximate(outcome.abstained) }));
  if (quorum) {
    const { met, reach, present, roll, needed } = quorum;
    const told = { reach, present: approximate(present), roll: approximate(roll), needed: approximate(needed) };
    lines.push(t(met ? 'tally.quorumMet' : 'tally.quorumMissed', told));
  }
  lines.push(
    '',
    ...tableOf(outcome, ask, lang),
    '',
    ...outcome.rounds.flatMap((round, index) => tiesOf(round, index, ask, lang)),
  );
  if (counted.result === 'no-quorum') lines.push(t('tally.noQuorum'));
  lines.push(t(outcome.reason));
  if (withoutProvisional) lines.push(t('tally.withoutProvisional', { outcome: t(withoutProvisional.reason) }));
  return `${lines.join('\n')}\n`;
}

function tableOf({ rounds }: Outcome, ask: Ask, lang: Lang): string[] {
  const t = translator(lang);
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 4 });
  const name = namesOf(ask, lang);
  const show = (weight: Amount) => number.format(approximate(weight));
  const rows = (rounds[0]?.totals ?? []).map(({ option }) => [
    name(option),
    ...rounds.map((round) => {
      const mark = round.elected.includes(option) ? ' +' : round.excluded.includes(option) ? ' -' : '  ';
      const total = round.totals.find((total) => total.option === option);
      return total ? show(total.weight) + mark : '';
    }),
  ]);
  const heading = ['', ...rounds.map((_, index) => `${t('tally.roundHeading', { round: index + 1 })}  `)];
  const exhausted = [t('tally.exhausted'), ...rounds.map((round) => `${show(round.exhausted)}  `)];
  const needed = [t('tally.needed'), ...rounds.map((round) => neededCell(round, show))];
  const anyNeeded = rounds.some((round) => round.needed);
  const anyExhausted = rounds.some((round) => round.exhausted !== '0');
  return align([heading, ...rows, ...(anyExhausted ? [exhausted] : []), ...(anyNeeded ? [needed] : [])]);
}

function neededCell({ needed }: Round, show: (weight: Amount) => string): string {
  return needed ? `${needed.reach === 'more' ? '> ' : '≥ '}${show(needed.weight)}  ` : '';
}

function tiesOf(round: Round, index: number, ask: Ask, lang: Lang): string[] {
  const t = translator(lang);
  const name = namesOf(ask, lang);
  return round.ties.map(({ among, picked, by, for: purpose }) => {
    const told = { round: index + 1, among: among.map(name).join(', '), picked: name(picked), purpose };
    return by === 'seed' ? t('tally.tieBySeed', { ...told, seed: ask.seed }) : t('tally.tieByRound', told);
  });
}

/** Options by name; the answers of yes-and-no questions by their word, or as they are for programs. */
function namesOf({ options }: Ask, lang?: Lang): (id: string) => string {
  const names = new Map(options.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? (lang ? translator(lang)('tally.answerName', { answer: id }) : id);
}

function align(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function exact(value: Amount): number | string {
  const { n, d } = fraction(value);
  if (d === 1n) return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : value;
  const decimals = [...Array(9).keys()].find((places) => 10n ** BigInt(places) % d === 0n);
  if (decimals === undefined) return value;
  const digits = `${(n * 10n ** BigInt(decimals)) / d}`.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
