// The command line program: `npx greenbelt NAME …`. Commands that act on the server's data reach the database
// that `npm start` uses.
import { CannotStart } from './system/cannot-start.ts';

export type CliCommand = {
  /** How it is called, for the list: `tally FILE --method NAME [--json]`. */
  usage: string;
  /** What it does, in a line. */
  about: string;
  /** Returns the exit code. */
  run(args: string[]): Promise<number> | number;
};

/** Loaded when called: one command does not wait for the parts of the others. */
const commands: Record<string, () => Promise<CliCommand>> = {
  backup: async () => (await import('./backup.cli.ts')).backup,
  power: async () => (await import('./power/power.cli.ts')).power,
  restore: async () => (await import('./backup.cli.ts')).restore,
  'sign-in-link': async () => (await import('./accounts/sign-in-link.cli.ts')).signInLink,
  tally: async () => (await import('./decisions/tally.cli.ts')).tally,
  token: async () => (await import('./accounts/tokens/token.cli.ts')).token,
  verify: async () => (await import('./decisions/seal/verify.cli.ts')).verify,
};

const byLauncher = [
  ['start', 'Serve. What npm start does.'],
  ['dev', 'Serve, and start again when the code changes.'],
  ['demo', 'Serve the story of an invented coalition, with data of its own.'],
  ['test [FILE …]', 'Test everything, or only these files.'],
  ['check', 'Check types, style and generated files.'],
  ['bench [NAME …]', 'Measure, and print ratios.'],
  ['build', 'Build what start serves.'],
];

export async function main([name = 'help', ...args]: string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) return help();
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    console.error(`greenbelt has no command "${name}". These are there:\n`);
    await help(console.error);
    return 2;
  }
  return (await load()).run(args);
}

async function help(say: (line: string) => void = console.log): Promise<number> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = [...byLauncher, ...loaded.map(({ usage, about }) => [usage, about])];
  const width = Math.max(...lines.map(([usage]) => usage!.length));
  for (const [usage, about] of lines) say(`  greenbelt ${usage!.padEnd(width)}  ${about}`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
