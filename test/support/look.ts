// Pictures of pages of the demonstration, as one of its people sees them, wide and narrow, light and dark:
//   node test/support/look.ts FOLDER PERSON PATH…
// PERSON is a name of the story with a door (Amal, Rosa: Spanish, Tomás, Yusra: Arabic) or `nobody`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withDemonstration } from './demonstration.ts';

const [folder = 'pictures', person = 'Amal', ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

await withDemonstration(async ({ as, url }) => {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['light', 360],
    ['dark', 1280],
    ['dark', 360],
  ] as const) {
    const page = await as(person, { colorScheme, viewport: { width, height: 800 } });
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
    for (const path of paths) {
      const answer = await page.goto(new URL(path, url).href);
      const file = join(folder, `${path.replace(/[^\w-]+/g, '_')}-${person}-${colorScheme}-${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(answer?.status(), file);
    }
    await page.context().close();
  }
});
