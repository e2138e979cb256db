import { expect, test } from 'vitest';
import { drill } from '../support/drill.ts';

// A hundred times: npm run bench -- kill
test('killed in the middle of writes, everything acknowledged is there, and once', { timeout: 240_000 }, async () => {
  const { acknowledged, ...rest } = await drill(4);
  expect(acknowledged).toBeGreaterThan(4);
  expect(rest).toMatchObject({ kills: 4, missing: [], twice: [], halves: [], answeredOtherwise: [] });
});
