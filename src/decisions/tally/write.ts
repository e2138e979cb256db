// Ballots as files that other programs read: CSV for every method (`count,rank1,…`, `count,choice`, or a column for each
// option) and BLT for rankings. Read back, they count alike.
import type { Choice, Option, OptionId, Paper, Ranking } from './ballot.ts';
import type { Ask } from './count.ts';
import { add, amount, type Fraction, ZERO } from './exact.ts';

type Cells = readonly (string | number)[];

/** Alike papers in one line, the most frequent first. */
export function writeCsv({ options }: Pick<Ask, 'options'>, papers: readonly Paper[]): string {
  const kinds = alike(papers);
  const sample = kinds.map(({ choice }) => choice).find((choice) => !('answer' in choice));
  const name = namesOf(options);
  if (sample === undefined)
    return lines([
      ['count', 'choice'],
      ...kinds.map(({ choice, weight }) => [weight, 'answer' in choice ? choice.answer : '']),
    ]);
  if ('ranking' in sample) {
    const longest = Math.max(1, ...kinds.map(({ choice }) => rankingOf(choice).length));
    const head = ['count', ...Array.from({ length: longest }, (_, rank) => `rank${rank + 1}`)];
    return lines([
      head,
      ...kinds.map(({ choice, weight }) => {
        const ranks = rankingOf(choice).map((rank) => rank.map(name).join(' = '));
        return [weight, ...ranks, ...Array(longest - ranks.length).fill('')];
      }),
    ]);
  }
  const head = ['count', ...options.map((option) => option.name)];
  return lines([
    head,
    ...kinds.map(({ choice, weight }) => [weight, ...options.map(({ id }) => pointsOf(choice, id))]),
  ]);
}

/** BLT: options and seats, then a line for each kind of ballot, then the names. Only rankings have a form in it. */
export function writeBlt(
  title: string,
  { options, settings }: Pick<Ask, 'options' | 'settings'>,
  papers: readonly Paper[],
): string {
  const place = new Map(options.map(({ id }, index) => [id, index + 1]));
  const seats = /^\d+$/.test(String(settings.seats ?? '')) ? settings.seats : 1;
  const ballots = alike(papers).map(({ choice, weight }) => {
    const ranks = rankingOf(choice).map((rank) => rank.map((id) => place.get(id)).join('='));
    return [weight, ...ranks, 0].join(' ');
  });
  const quoted = (text: string) => `"${text.replaceAll('"', "'").replace(/\s+/g, ' ')}"`;
  return [
    `${options.length} ${seats}`,
    ...ballots,
    '0',
    ...options.map(({ name }) => quoted(name)),
    quoted(title),
    '',
  ].join('\n');
}

function alike(papers: readonly Paper[]): { choice: Choice; weight: string }[] {
  const kinds = new Map<string, { choice: Choice; weight: Fraction }>();
  for (const { choice, weight } of papers) {
    const key = JSON.stringify(choice);
    kinds.set(key, { choice, weight: add(kinds.get(key)?.weight ?? ZERO, weight) });
  }
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { choice, weight }]) => ({ choice, weight: amount(weight) }));
}

const namesOf = (options: readonly Option[]) => {
  const names = new Map(options.map(({ id, name }) => [id, name]));
  return (id: OptionId): string => names.get(id) ?? id;
};

/** Whoever is approved stands in one rank; an abstention ranks nobody. */
const rankingOf = (choice: Choice): Ranking =>
  'ranking' in choice ? choice.ranking : 'approved' in choice && choice.approved.length > 0 ? [choice.approved] : [];

const pointsOf = (choice: Choice, id: OptionId): string | number => {
  if ('scores' in choice) return choice.scores[id] ?? '';
  return 'approved' in choice ? Number(choice.approved.includes(id)) : '';
};

/** RFC 4180. A name that a spreadsheet would run as a formula gets a mark, wherever it stands. */
const lines = (rows: readonly Cells[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

const cell = (value: string | number): string => {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
