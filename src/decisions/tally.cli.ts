// greenbelt tally FILE --method irv [--json]: recomputes an export of ours, or counts ballot records in CSV.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CliCommand } from '../cli.ts';
import { isLang, langs, sourceLang } from '../system/i18n/languages.ts';
import { type Checked, type Option, ok, refuse } from './tally/ballot.ts';
import { readBallotFile } from './tally/ballot-file.ts';
import { type Count, count } from './tally/count.ts';
import { readFraction, sum } from './tally/exact.ts';
import { type ReadExport, readExport } from './tally/export.ts';
import { findMethod, methods } from './tally/methods.ts';
import { asJson, sayProblem } from './tally/report.ts';
import { asTable } from './tally/table.ts';

export const tally: CliCommand = {
  usage: 'tally FILE [--method NAME] [--json]',
  about: 'Count again from an export or from ballot records.',
  run: (args) =>
    tallyCli(args, { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }),
};

export interface TallyIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const USAGE = `greenbelt tally FILE [--method NAME] [--json]

  FILE            an export of a decision (JSON); or ballots in BLT, in a PrefLib format, or in CSV:
                  count,rank1,rank2,…   or   count,choice   or, for scores, count,OPTION,OPTION,…
                  (- reads standard input)
  --method NAME   ${Object.keys(methods).join(', ')}; an export brings its own
  --threshold S   majority: the share needed, such as 1/2, 2/3 or 60%
  --reach R       more (than the share) or at-least; a half means more, others at-least
  --of BASE       majority: of votes (yes and no), ballots (with abstentions) or roll
  --asides S      consensus: more than this share standing aside is none (default 1/3)
  --fallback S    consensus: the share that decides instead from the second round on (default none)
  --round N       consensus: which round the answers are of (default 1)
  --budget SUM    budget-…: how much there is to divide (default as the file says)
  --cost NAME=SUM budget-…: what a project costs; once for each (default as the file says)
  --worth W       budget-shares: an approved project is worth its cost (default) or one
  --completion C  budget-shares, budget-points: add-one (default), greedy or none
  --roll N        CSV: weight of everybody who might have voted
  --quorum S      the share of the roll that must take part
  --seed TEXT     breaks ties that nothing else breaks
  --seats N       how many are elected (default 1, or as the BLT file says)
  --quota         droop (default) or hare
  --max N         score, star: the best score (default 5)
  --dots N        dots: how many each voter has (default 10)
  --equal-ranks   split (default) or exhaust
  --unranked      options that a ballot leaves out: tied-last (default) or ignored
  --strength      of a victory: winning-votes (default) or margins
  --overvotes     CSV: skip (default) or exhaust
  --skipped       CSV: skip (default) or exhaust
  --json          the result as JSON
  --lang L        ${langs.join(', ')}
`;

const FLAGS = {
  method: { type: 'string' },
  threshold: { type: 'string' },
  reach: { type: 'string' },
  of: { type: 'string' },
  roll: { type: 'string' },
  quorum: { type: 'string' },
  seed: { type: 'string' },
  'equal-ranks': { type: 'string' },
  unranked: { type: 'string' },
  strength: { type: 'string' },
  asides: { type: 'string' },
  fallback: { type: 'string' },
  round: { type: 'string' },
  budget: { type: 'string' },
  cost: { type: 'string', multiple: true },
  worth: { type: 'string' },
  completion: { type: 'string' },
  seats: { type: 'string' },
  quota: { type: 'string' },
  max: { type: 'string' },
  dots: { type: 'string' },
  overvotes: { type: 'string' },
  skipped: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Flags = ReturnType<typeof parseFlags>['values'];

/** Runs the command; answers with the exit code: 0, or 2 when the file or the call is wrong. */
export async function tallyCli(argv: readonly string[], io: TallyIo): Promise<number> {
  let parsed: ReturnType<typeof parseFlags>;
  try {
    parsed = parseFlags(argv);
  } catch (error) {
    io.err(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { values: flags, positionals } = parsed;
  const language = isLang(flags.lang) ? flags.lang : sourceLang;
  if (flags.help) {
    io.out(USAGE);
    return 0;
  }
  if (positionals.length !== 1) {
    io.err(USAGE);
    return 2;
  }
  const counted = countFile(positionals[0]!, flags);
  if (!counted.ok) {
    io.err(`${sayProblem(counted.problem, language)}\n`);
    return 2;
  }
  const { read, result } = counted.value;
  io.out(
    flags.json
      ? `${JSON.stringify(asJson(read.ask, result), null, 2)}\n`
      : asTable(read.text, read.ask, result, language),
  );
  return 0;
}

function parseFlags(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
}

function countFile(path: string, flags: Flags): Checked<{ read: ReadExport; result: Count }> {
  const text = readText(path);
  if (!text.ok) return text;
  const read = text.value.trimStart().startsWith('{') ? fromExport(text.value, flags) : fromRecords(text.value, flags);
  if (!read.ok) return read;
  const result = count(read.value.ask, read.value.papers);
  return result.ok ? ok({ read: read.value, result: result.value }) : result;
}

function readText(path: string): Checked<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path === '-' ? 0 : path)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? refuse({ key: 'tally.fileNotText', variables: { file: path } })
      : refuse({ key: 'tally.fileUnreadable', variables: { file: path, code } });
  }
}

function fromExport(text: string, flags: Flags): Checked<ReadExport> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refuse({ key: 'tally.exportBroken' });
  }
  const read = readExport(file, flags.method, settingsOf(flags));
  if (!read.ok) return read;
  const { ask } = read.value;
  const quorum = flags.quorum === undefined ? ask.quorum : { threshold: flags.quorum };
  return ok({ ...read.value, ask: { ...ask, quorum, seed: flags.seed ?? ask.seed } });
}

function fromRecords(text: string, flags: Flags): Checked<ReadExport> {
  const known = Object.keys(methods).join(', ');
  if (flags.method === undefined) return refuse({ key: 'tally.methodMissing', variables: { known } });
  const method = findMethod(flags.method);
  if (!method) return refuse({ key: 'tally.methodUnknown', variables: { method: flags.method, known } });
  const { overvotes, skipped } = flags;
  const records = readBallotFile(text, method, { ...settingsOf(flags), overvotes, skipped });
  if (!records.ok) return records;
  const { papers, seats, budget, title = '' } = records.value;
  const options = priced(records.value.options, flags.cost ?? []);
  if (!options.ok) return options;
  const round = flags.round === undefined ? undefined : Number(flags.round);
  const weight = flags.roll === undefined ? sum(papers.map((paper) => paper.weight)) : readFraction(flags.roll);
  if (!weight) return refuse({ key: 'tally.weightUnreadable', variables: { weight: flags.roll ?? '' } });
  const settings = { ...(seats && { seats }), ...(budget && { budget }), ...settingsOf(flags) };
  const quorum = flags.quorum === undefined ? null : { threshold: flags.quorum };
  const roll = { entries: papers.length, weight };
  return ok({
    text: title,
    ask: {
      method: method.name,
      settings,
      options: options.value,
      roll,
      quorum,
      seed: flags.seed ?? '',
      version: round,
    },
    papers,
  });
}

/** `--cost "Bike racks=1200"`, once for each project. */
function priced(options: readonly Option[], costs: readonly string[]): Checked<readonly Option[]> {
  const given = new Map<string, string>();
  for (const one of costs) {
    const at = one.lastIndexOf('=');
    const name = one.slice(0, at).trim();
    if (at < 0 || !options.some((option) => option.name === name))
      return refuse({ key: 'tally.optionUnknown', variables: { option: name || one } });
    given.set(name, one.slice(at + 1).trim());
  }
  return ok(options.map((option) => ({ ...option, cost: given.get(option.name) ?? option.cost })));
}

/** The flags that are a method's settings, which are spelled equalRanks there. */
const SETTINGS = [
  'threshold',
  'reach',
  'of',
  'equal-ranks',
  'unranked',
  'strength',
  'asides',
  'fallback',
  'budget',
  'worth',
  'completion',
  'seats',
  'quota',
  'max',
  'dots',
] as const;

function settingsOf(flags: Flags): Record<string, string> {
  const camel = (flag: string) => flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    SETTINGS.flatMap((flag) => (flags[flag] === undefined ? [] : [[camel(flag), flags[flag]]])),
  );
}
