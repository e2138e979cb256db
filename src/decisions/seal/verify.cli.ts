// greenbelt verify FILE [--root HEX] [--receipt FILE] [--json]: does a sealed file of ballots fit together?
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CliCommand } from '../../cli.ts';
import { isLang, type Lang, langs, sourceLang } from '../../system/i18n/languages.ts';
import { translator } from '../../system/i18n/translate.ts';
import { type Checked, ok, refuse } from '../tally/ballot.ts';
import { asJson, sayProblem } from '../tally/report.ts';
import { asTable } from '../tally/table.ts';
import { type Check, isIntact, type Verified, verify as verifyFile } from './verify.ts';

export const verify: CliCommand = {
  usage: 'verify FILE [--root HEX] [--json]',
  about: 'Check the seal of a closed vote and count it again, from its file alone.',
  run: (args) =>
    verifyCli(args, { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }),
};

export interface VerifyIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const USAGE = `greenbelt verify FILE [--root HEX] [--receipt FILE] [--json]

  FILE            the ballots of a closed decision (JSON; - reads standard input)
  --root HEX      the seal as it stood in the mail or on the page: shows that the file is of that closing
  --receipt FILE  a receipt: shows that it belongs to this seal
  --json          what was found, as JSON
  --lang L        ${langs.join(', ')}

Exit code: 0 when everything fits, 1 when something does not, 2 when the file cannot be read.
`;

const FLAGS = {
  root: { type: 'string' },
  receipt: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });

/** Runs the command; answers with the exit code. */
export function verifyCli(argv: readonly string[], io: VerifyIo): number {
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
  const verified = verifyPaths(path, flags);
  if (!verified.ok) {
    io.err(`${sayProblem(verified.problem, lang)}\n`);
    return 2;
  }
  io.out(flags.json ? `${JSON.stringify(toJson(verified.value), null, 2)}\n` : inWords(verified.value, lang));
  return isIntact(verified.value) ? 0 : 1;
}

function verifyPaths(path: string, { root, receipt }: { root?: string; receipt?: string }): Checked<Verified> {
  const file = readJson(path);
  if (!file.ok) return file;
  const shown = receipt === undefined ? ok(undefined) : readJson(receipt);
  return shown.ok ? verifyFile(file.value, { root, receipt: shown.value }) : shown;
}

function readJson(path: string): Checked<unknown> {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return refuse({ key: 'tally.fileUnreadable', variables: { file: path, code } });
  }
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse({ key: 'tally.exportBroken' });
  }
}

const toJson = (verified: Verified) => ({
  ok: isIntact(verified),
  root: verified.root,
  checks: verified.checks.map(({ check, ok: holds }) => ({ check, ok: holds })),
  outcome: asJson(verified.read.ask, verified.count),
});

function inWords(verified: Verified, lang: Lang): string {
  const t = translator(lang);
  const say = ({ check, ok: holds, told }: Check) => {
    const key = `secrecy.verify.${check}` as 'secrecy.verify.roll';
    return `${holds ? '✓' : '✗'} ${t(key, { entries: 0, weight: '', ...told, ok: holds ? 'yes' : 'no' })}`;
  };
  const { read, count, checks: all } = verified;
  return [
    asTable(read.text, read.ask, count, lang),
    ...all.map(say),
    '',
    t(isIntact(verified) ? 'secrecy.verify.good' : 'secrecy.verify.bad'),
    t('secrecy.verify.intact', { root: verified.root }),
    '',
  ].join('\n');
}
