// PostgreSQL refuses to run as root. An ordinary user simply runs it; for root this finds another way that works
// here, tried before it is chosen, because containers, home folders and mounts differ in what they allow.
import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';

export type Account = {
  /** Who owns the files, seen from outside. */
  uid: number;
  /** How to spawn a PostgreSQL program under this account. */
  command(program: string, args: string[]): { file: string; args: string[]; options: SpawnOptions };
  /** Gives the account a folder or a file that this process made. */
  own(folder: string): void;
};

type Owner = { uid: number; gid: number };

/** The account under which PostgreSQL in `native` can run with its data in `dataDir`. */
export function accountFor(native: string, dataDir: string): Account {
  if (process.getuid?.() !== 0) return asMyself;
  const account = candidates(dataDir).find((candidate) => works(candidate, native, dataDir));
  if (account) return account;
  throw new CannotStart(
    'PostgreSQL does not run as root, and no other account can be used here. Start Greenbelt as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.',
  );
}

const asMyself: Account = {
  uid: process.getuid?.() ?? 0,
  command: (file, args) => ({ file, args, options: {} }),
  own: () => {},
};

function candidates(dataDir: string): Account[] {
  const cluster = join(dataDir, 'postgres');
  const owner = statSync(existsSync(cluster) ? cluster : dataDir);
  if (owner.uid !== 0) return [asUser(owner), asUserReachingAnyFolder(owner)];
  // In a namespace of its own root counts as somebody else, while files stay root's.
  const somebody = ordinaryAccount();
  if (existsSync(cluster)) return [inNamespace(somebody)];
  return [inNamespace(somebody), asUserReachingAnyFolder(somebody)];
}

const asUser = ({ uid, gid }: Owner): Account => ({
  uid,
  command: (file, args) => ({ file, args, options: { uid, gid } }),
  own: (folder) => chownSync(folder, uid, gid),
});

const inNamespace = ({ uid, gid }: Owner): Account => ({
  uid: 0,
  command: (file, args) => ({
    file: 'unshare',
    args: ['--user', `--map-user=${uid}`, `--map-group=${gid}`, file, ...args],
    options: {},
  }),
  own: () => {},
});

// Containers usually forbid namespaces, and the folder may be one that only root can enter (/root). The account
// then keeps the one capability that opens folders; the securebit lets access(2) see that capability too.
const asUserReachingAnyFolder = ({ uid, gid }: Owner): Account => ({
  uid,
  command: (file, args) => ({
    file: 'setpriv',
    args: [
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'],
      ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', file, ...args],
    ],
    options: {},
  }),
  own: (folder) => chownSync(folder, uid, gid),
});

// initdb wants an account that has a name.
function ordinaryAccount(): Owner {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => Number(fields[2]) > 0)
    .map((fields) => ({ name: fields[0], uid: Number(fields[2]), gid: Number(fields[3]) }));
  return accounts.find(({ name }) => name === 'postgres') ?? accounts[0] ?? { uid: 65534, gid: 65534 };
}

function works(account: Account, native: string, dataDir: string): boolean {
  const reach = 'test -x "$2" && "$1" --version';
  const { file, args, options } = account.command('/bin/sh', [
    '-c',
    reach,
    'sh',
    join(native, 'bin', 'postgres'),
    dataDir,
  ]);
  return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore', timeout: 10_000 }).status === 0;
}
