// BLT, the format that programs for transferable votes exchange: "options seats", withdrawn options as negative numbers,
// one ballot a line ("weight rank rank … 0", with 2=3 for equal ranks and - for a skipped one), 0, then the names.
import { type Checked, type Option, ok, type Paper, type Problem, refuse } from './ballot.ts';
import { compare, readFraction, ZERO } from './exact.ts';
import type { Records } from './records.ts';

export interface BltRecords extends Records {
  readonly title: string;
  readonly seats: number;
}

type Token = { readonly text: string; readonly quoted: boolean; readonly line: number };

export function readBlt(text: string): Checked<BltRecords> {
  const tokens = tokenize(text);
  const [size, seats] = [wholeNumber(tokens[0]), wholeNumber(tokens[1])];
  if (!size || !seats) return refuse({ key: 'tally.bltHeader', at: { line: 1 } });
  let place = 2;
  const withdrawn = new Set<number>();
  for (; /^-\d+$/.test(tokens[place]?.text ?? ''); place += 1) withdrawn.add(-Number(tokens[place]!.text));
  const ballots: { weight: Token; ranks: Token[] }[] = [];
  for (; tokens[place] && tokens[place]!.text !== '0' && !tokens[place]!.quoted; place += 1) {
    // A ballot may carry a name of its own in brackets, before its weight.
    if (tokens[place]!.text.startsWith('(')) place += 1;
    const ballot = { weight: tokens[place]!, ranks: [] as Token[] };
    for (place += 1; tokens[place] && tokens[place]!.text !== '0' && !tokens[place]!.quoted; place += 1) {
      ballot.ranks.push(tokens[place]!);
    }
    if (tokens[place]?.text !== '0') return refuse({ key: 'tally.bltCut' });
    ballots.push(ballot);
  }
  const names = tokens.slice(place + 1);
  // A quotation mark that stands alone was never closed.
  const open = tokens.some(({ text, quoted }) => text === '"' && !quoted);
  if (tokens[place]?.text !== '0' || names.length < size || open) return refuse({ key: 'tally.bltCut' });
  const options = names
    .slice(0, size)
    .map(({ text }): Option => ({ id: text.normalize('NFC'), name: text.normalize('NFC') }));
  const papers: Paper[] = [];
  for (const ballot of ballots) {
    const paper = readBallot(ballot, options, withdrawn);
    if (!paper.ok) return paper;
    papers.push(paper.value);
  }
  const standing = options.filter((_, index) => !withdrawn.has(index + 1));
  return ok({ title: names[size]?.text ?? '', seats, options: standing, papers });
}

function readBallot(
  ballot: { weight: Token; ranks: readonly Token[] },
  options: readonly Option[],
  withdrawn: ReadonlySet<number>,
): Checked<Paper> {
  const at = { line: ballot.weight.line };
  const weight = readFraction(ballot.weight.text);
  if (!weight || compare(weight, ZERO) < 0)
    return refuse({ key: 'tally.weightUnreadable', variables: { weight: ballot.weight.text }, at });
  const seen = new Set<number>();
  const ranking: string[][] = [];
  for (const { text } of ballot.ranks) {
    if (text === '-') continue;
    const rank: string[] = [];
    for (const mark of text.split('=')) {
      const number = /^\d+$/.test(mark) ? Number(mark) : 0;
      const option = options[number - 1];
      const problem: Problem | undefined = !option
        ? { key: 'tally.optionUnknown', variables: { option: mark }, at }
        : seen.has(number)
          ? { key: 'tally.rankedTwice', variables: { option: option.name }, at }
          : undefined;
      if (problem) return refuse(problem);
      seen.add(number);
      if (!withdrawn.has(number)) rank.push(option!.id);
    }
    if (rank.length > 0) ranking.push(rank);
  }
  return ok({ weight, status: 'counted', choice: { ranking } });
}

/** Words and quoted names; # begins a comment. */
function tokenize(text: string): Token[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .flatMap((content, index) =>
      [...content.matchAll(/"([^"]*)"|#.*|([^\s"]+|")/g)]
        .filter(([word]) => !word.startsWith('#'))
        .map(([, name, word]): Token => ({ text: name ?? word ?? '', quoted: name !== undefined, line: index + 1 })),
    );
}

function wholeNumber(token: Token | undefined): number {
  return token && /^\d{1,6}$/.test(token.text) ? Number(token.text) : 0;
}
