// greenbelt power FILE [--json]: who has how much power under a rule.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CliCommand } from '../cli.ts';
import { isLang, type Lang, langs, sourceLang } from '../system/i18n/languages.ts';
import { translator } from '../system/i18n/translate.ts';
import { asEntry, type FileProblem, type Reckoned, reckonFile } from './file.ts';
import { asTable } from './table.ts';

export const power: CliCommand = {
  usage: 'power FILE [--json]',
  about: 'Who has how much power under a voting rule.',
  run: (args) =>
    powerCli(args, { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }),
};

export interface PowerIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Some twenty seconds. */
const MOST_STEPS = 5e9;

const USAGE = `greenbelt power FILE [--json]

  FILE      JSON: one rule or an array of rules (- reads standard input)
            {"id": "board", "quota": 51, "weights": [50, 49, 1], "labels": ["A", "B", "C"]}
            "reach": "more"            the quota must be passed, not only reached
            "min_members": 2           so many members must agree besides
            "rules": [{"quota", "weights"}, …]   more sums to reach, all of them together
            Weights and quotas are exact: 3, 2.5, "1/3".
  --json    the same with what was reckoned, in exact fractions
  --lang L  ${langs.join(', ')}
`;

/** Runs the command; answers with the exit code: 0, or 2 when the file or the call is wrong. */
export function powerCli(argv: readonly string[], io: PowerIo): number {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    io.err(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { values: flags, positionals } = parsed;
  if (flags.help) {
    io.out(USAGE);
    return 0;
  }
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    io.err(USAGE);
    return 2;
  }
  const lang = isLang(flags.lang) ? flags.lang : sourceLang;
  const text = read(path);
  const reckoned = typeof text === 'string' ? reckonFile(text, MOST_STEPS) : text;
  if (!reckoned.ok) {
    io.err(`${inWords(reckoned.problem, lang)}\n`);
    return 2;
  }
  io.out(
    flags.json
      ? asJson(reckoned.value, typeof text === 'string' && !text.trimStart().startsWith('['))
      : asTable(reckoned.value, lang),
  );
  return 0;
}

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });

function read(path: string): string | { ok: false; problem: FileProblem } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path === '-' ? 0 : path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? { ok: false, problem: { key: 'tally.fileNotText', variables: { file: path } } }
      : { ok: false, problem: { key: 'tally.fileUnreadable', variables: { file: path, code } } };
  }
}

const asJson = (reckoned: readonly Reckoned[], single: boolean): string =>
  `${JSON.stringify(single ? asEntry(reckoned[0]!) : reckoned.map(asEntry), null, 1)}\n`;

function inWords(problem: FileProblem, lang: Lang): string {
  const t = translator(lang);
  return problem.where === undefined ? t(problem) : t('power.inRule', { rule: problem.where, problem: t(problem) });
}
