// `kill -9` a hundred times in the middle of writes. No ratio: a promise that holds or does not.
import { drill } from '../test/support/drill.ts';
import { isQuick } from './harness.ts';

export async function kill(): Promise<boolean> {
  const { kills, acknowledged, repeated, ...wrong } = await drill(isQuick ? 6 : 100);
  console.log(`\nKilled ${kills} times in the middle of writes, half of these together with PostgreSQL:`);
  console.log(`  ${acknowledged} commands acknowledged, ${repeated} of them sent again because the answer was lost.`);
  for (const [what, list] of Object.entries(wrong)) console.log(`  ${what}: ${list.length}`);
  return Object.values(wrong).every((list) => list.length === 0);
}
