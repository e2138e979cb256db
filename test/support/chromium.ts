import { execFileSync } from 'node:child_process';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The Chromium that comes inside an npm package. Where the system lacks libraries it fails with their names. */
export async function launchChromium(): Promise<Browser> {
  // The package brings the libraries that a bare system lacks, but unpacks them only where it believes to be in a
  // cloud function of a certain kind. It looks when it is loaded, so it is told before.
  if (!hasLibrary('libnss3.so')) process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  const missing = missingLibraries(executablePath);
  if (missing.length > 0) {
    throw new Error(
      `Chromium needs libraries that this system has not: ${missing.join(', ')}. On Debian: apt-get install libnspr4 libnss3`,
    );
  }
  // In a single process (meant for small cloud functions) closing one page may end them all.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  return playwright.launch({ executablePath, args, headless: true });
}

/** Where the system cannot say what it has (no ldconfig), it is taken to have it. */
function hasLibrary(name: string): boolean {
  try {
    const path = `${process.env.PATH}:/sbin:/usr/sbin`;
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8', env: { ...process.env, PATH: path } }).includes(name);
  } catch {
    return true;
  }
}

function missingLibraries(executable: string): string[] {
  try {
    const listing = execFileSync('ldd', [executable], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...listing.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
  } catch {
    return [];
  }
}
