import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { describeTables, generatedFile } from './generate.ts';

const fresh = await freshDatabase();
afterAll(fresh.drop);

test('the tables that the compiler knows are those that the migrations make', async () => {
  const drift = 'Run `node src/system/database/generate.ts`.';
  expect(await describeTables(fresh.url), drift).toBe(readFileSync(generatedFile, 'utf8'));
});
