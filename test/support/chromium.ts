import { execFileSync } from 'node:child_process';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The Chromium that comes inside an npm package. Where the system lacks libraries it fails with their names. */
export async function launchChromium(): Promise<Browser> {
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

function missingLibraries(executable: string): string[] {
  try {
    const listing = execFileSync('ldd', [executable], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...listing.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
  } catch {
    return [];
  }
}
