import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes in the data folder where the running server is reached, for commands that print links. */
export function keepAddress(dataDir: string, publicUrl: string): void {
  try {
    // Removed first: the file of an earlier run may belong to another account.
    forgetAddress(dataDir);
    writeFileSync(join(dataDir, 'address'), publicUrl);
  } catch {
    // A server with a database and a secret of the operator's needs no folder that it may write to.
  }
}

export function forgetAddress(dataDir: string): void {
  rmSync(join(dataDir, 'address'), { force: true });
}

/** What the running server noted, if one is running or was cut off. */
export function keptAddress(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, 'address'), 'utf8');
  } catch {
    return undefined;
  }
}
