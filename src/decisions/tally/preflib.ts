// PrefLib, the format in which researchers publish elections (https://preflib.github.io/PrefLib-Jekyll/format): a header
// of "# NAME: value" lines, then "count: order". Orders (soc, soi, toc, toi) write equal ranks in braces: 3,{1,2},4.
// Categories (cat) are read as ranks, the first category best; for approvals the first category is what is approved.
import { type Checked, type Choice, type Option, ok, type Paper, refuse, type Shape } from './ballot.ts';
import { shown } from './choices.ts';
import { add, amount, compare, fraction, readFraction, ZERO } from './exact.ts';
import type { Records } from './records.ts';

export interface PrefLibRecords extends Records {
  readonly title: string;
}

export function isPrefLib(text: string): boolean {
  return /^\s*#\s*(NUMBER ALTERNATIVES|ALTERNATIVE NAME \d+):/m.test(text);
}

export function readPrefLib(text: string, shape: Shape): Checked<PrefLibRecords> {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const header = new Map(lines.flatMap((line) => headerLine(line)));
  const options = optionsOf(header);
  const categories = header.get('DATA TYPE') === 'cat';
  const papers: Paper[] = [];
  let voters = ZERO;
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const paper = readLine(line, options, shape, categories);
    if (!paper.ok) return refuse({ ...paper.problem, at: { line: index + 1 } });
    voters = add(voters, paper.value.weight);
    papers.push(paper.value);
  }
  const announced = readFraction(header.get('NUMBER VOTERS'));
  if (papers.length === 0) return refuse({ key: 'tally.csvEmpty' });
  if (announced && compare(announced, voters) !== 0) {
    return refuse({ key: 'tally.preflibCut', variables: { announced: amount(announced), found: amount(voters) } });
  }
  return ok({ title: header.get('TITLE') ?? '', options: [...options.values()], papers });
}

function headerLine(line: string): [string, string][] {
  const [, name, value] = /^#\s*([A-Z][A-Z0-9 ]*):\s*(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [[name, value?.normalize('NFC') ?? '']];
}

/** By number. Where two bear the same name, the number tells them apart. */
function optionsOf(header: ReadonlyMap<string, string>): Map<string, Option> {
  const named = [...header].flatMap(([name, value]) => {
    const number = /^ALTERNATIVE NAME (\d+)$/.exec(name)?.[1];
    return number === undefined ? [] : [{ number, value: value || number }];
  });
  const count = Number(header.get('NUMBER ALTERNATIVES') ?? named.length);
  for (let number = 1; number <= Math.min(count, 10_000); number += 1) {
    if (!named.some((one) => one.number === `${number}`)) named.push({ number: `${number}`, value: `${number}` });
  }
  return new Map(
    named.map(({ number, value }) => {
      const name = named.filter((other) => other.value === value).length > 1 ? `${value} (${number})` : value;
      return [number, { id: name, name }];
    }),
  );
}

function readLine(
  line: string,
  options: ReadonlyMap<string, Option>,
  shape: Shape,
  categories: boolean,
): Checked<Paper> {
  const [, count, order] = /^([^:]*):\s*(.*)$/.exec(line) ?? [];
  const ranks = order === undefined ? undefined : ranksOf(order);
  const weight = readFraction(count);
  if (!ranks || !weight || compare(weight, fraction(0)) < 0)
    return refuse({ key: 'tally.preflibLine', variables: { line: shown(line) } });
  const seen = new Set<string>();
  const ranking: string[][] = [];
  for (const rank of ranks) {
    for (const number of rank) {
      const option = options.get(number);
      if (!option) return refuse({ key: 'tally.optionUnknown', variables: { option: shown(number) } });
      if (seen.has(number)) return refuse({ key: 'tally.rankedTwice', variables: { option: option.name } });
      seen.add(number);
    }
    ranking.push(rank.map((number) => options.get(number)!.id));
  }
  const approved = categories ? (ranking[0] ?? []) : ranking.flat();
  const choice: Choice = shape === 'approval' ? { approved } : { ranking: ranking.filter((rank) => rank.length > 0) };
  return ok({ weight, status: 'counted', choice });
}

/** "3,{1,2},{}" as [["3"], ["1", "2"], []]. */
function ranksOf(order: string): string[][] | undefined {
  if (!/^(\s*(\d+|\{[\d,\s]*\})\s*(,|$))*$/.test(order)) return undefined;
  return [...order.matchAll(/\{([^}]*)\}|(\d+)/g)].map(([, group, single]) =>
    single === undefined
      ? (group ?? '')
          .split(',')
          .map((number) => number.trim())
          .filter(Boolean)
      : [single],
  );
}
