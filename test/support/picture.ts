// Takes the README's picture, from the demonstration, as one of its people sees a page:
//   node test/support/picture.ts [PATH [FILE]]
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { withDemonstration } from './demonstration.ts';
import { root } from './process.ts';

const [path = '/c/clean-air-riverton/decisions/5', file = join(root, 'docs/pictures/greenbelt.png')] =
  process.argv.slice(2);

await withDemonstration(async ({ as, url }) => {
  const page = await as('Tomás Ferreira', { colorScheme: 'light', viewport: { width: 1280, height: 960 } });
  const answer = await page.goto(new URL(path, url).href);
  if (!answer?.ok()) throw new Error(`${path}: ${answer?.status()}`);
  await page.screenshot({ path: file });
  console.log(`${file}: ${statSync(file).size} bytes`);
});
