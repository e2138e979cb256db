// A count told as a table to read on a terminal.
import type { Lang } from '../../system/i18n/languages.ts';
import { type Message, translator } from '../../system/i18n/translate.ts';
import type { Outcome, PairTotal, Round } from './ballot.ts';
import type { ConcurrencePart } from './concurrence.ts';
import type { Ask, Count } from './count.ts';
import { type Amount, approximate } from './exact.ts';
import { findMethod } from './methods.ts';
import type { Quorum } from './quorum.ts';
import { type Name, namesOf } from './report.ts';

export function asTable(text: string, ask: Ask, counted: Count, lang: Lang): string {
  const { outcome, quorum, headQuorum, concurrence, withoutProvisional } = counted;
  const t = translator(lang);
  const lines = text ? [text] : [];
  lines.push(t(findMethod(outcome.method)!.title), '');
  lines.push(t('tally.castLine', { cast: approximate(outcome.cast), abstained: approximate(outcome.abstained) }));
  if (quorum) lines.push(t(quorumInWords(quorum)));
  if (headQuorum) lines.push(t(quorumInWords(headQuorum, 'heads')));
  lines.push('', ...tableOf(outcome, ask, lang), '');
  if (outcome.pairwise) {
    lines.push(t('tally.pairwiseHeading'), ...pairTable(outcome.pairwise, namesOf(ask, lang), lang), '');
  }
  lines.push(
    ...outcome.rounds.flatMap((round, index) => tiesInWords(round, index, namesOf(ask, lang), ask.seed, lang)),
  );
  if (counted.result === 'no-quorum') lines.push(t('tally.noQuorum'));
  lines.push(t(outcome.reason));
  for (const part of concurrence?.parts ?? []) lines.push(t(partInWords(part)));
  if (concurrence?.reason && outcome.result !== counted.result) lines.push(t(concurrence.reason));
  if (withoutProvisional) lines.push(t('tally.withoutProvisional', { outcome: t(withoutProvisional.reason) }));
  return `${lines.join('\n')}\n`;
}

/** A quorum in a sentence, by weight or by heads. */
export function quorumInWords(
  { met, present, needed, roll, reach }: Quorum,
  of: 'weight' | 'heads' = 'weight',
): Message {
  const told = { reach, present: approximate(present), roll: approximate(roll), needed: approximate(needed) };
  if (of === 'heads') return { key: met ? 'tally.headQuorumMet' : 'tally.headQuorumMissed', variables: told };
  return { key: met ? 'tally.quorumMet' : 'tally.quorumMissed', variables: told };
}

/** Whether a part agreed, in a sentence. */
export const partInWords = ({ of, name, met }: Pick<ConcurrencePart, 'of' | 'name' | 'met'>): Message => ({
  key: 'tally.concurrencePart',
  variables: { of, group: name ?? '', met: met ? 'yes' : 'no' },
});

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
  const heading = [
    '',
    ...rounds.map(({ counts = 'weight' }, index) => `${t('tally.roundHeading', { round: index + 1, counts })}  `),
  ];
  const exhausted = [t('tally.exhausted'), ...rounds.map((round) => `${show(round.exhausted)}  `)];
  const needed = [t('tally.needed'), ...rounds.map((round) => neededCell(round, show))];
  const anyNeeded = rounds.some((round) => round.needed);
  const anyExhausted = rounds.some((round) => round.exhausted !== '0');
  return align([heading, ...rows, ...(anyExhausted ? [exhausted] : []), ...(anyNeeded ? [needed] : [])]);
}

/** Each line's option against each column's. */
function pairTable(pairs: readonly PairTotal[], name: Name, lang: Lang): string[] {
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 4 });
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const over = new Map(
    pairs.flatMap(({ a, b, aOverB, bOverA }) => [[`${a} ${b}`, aOverB] as const, [`${b} ${a}`, bOverA] as const]),
  );
  const cell = (a: string, b: string) => (a === b ? '' : number.format(approximate(over.get(`${a} ${b}`) ?? '0')));
  return align([['', ...ids.map(name)], ...ids.map((a) => [name(a), ...ids.map((b) => cell(a, b))])]);
}

function neededCell({ needed }: Round, show: (weight: Amount) => string): string {
  return needed ? `${needed.reach === 'more' ? '> ' : '≥ '}${show(needed.weight)}  ` : '';
}

/** A sentence for each tie of a round: who was level, who was picked, and what decided it. */
export function tiesInWords(round: Round, index: number, name: Name, seed: string, lang: Lang): string[] {
  const t = translator(lang);
  return round.ties.map(({ among, picked, by, for: purpose }) => {
    const told = { round: index + 1, among: among.map(name).join(', '), picked: name(picked), purpose };
    return by === 'seed'
      ? t('tally.tieBySeed', { ...told, seed })
      : t('tally.tieByRound', { ...told, by: by.replace(/-./, (mark) => mark.charAt(1).toUpperCase()) });
  });
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
