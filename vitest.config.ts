import { defineConfig } from 'vitest/config';

const jsx = { oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } } as const;
const shared = {
  environment: 'node',
  pool: 'forks',
  testTimeout: 20_000,
  hookTimeout: 60_000,
} as const;

// With another server to test on, what is about the embedded one has nothing to say.
const embedded = ['test/process/**', 'src/system/database/embedded.test.ts'];

export default defineConfig({
  test: {
    // One PostgreSQL for all: see test/support/database.ts. The projects do not extend this, or each had its own.
    globalSetup: ['test/support/server.ts'],
    projects: [
      {
        ...jsx,
        test: {
          ...shared,
          name: 'server',
          // Nothing here is kept in modules: files share them, which halves the time.
          isolate: false,
          include: ['{src,test,bin}/**/*.test.{ts,tsx}'],
          exclude: [
            'test/browser/**',
            ...(process.env.TEST_DATABASE_URL ? embedded : []),
            // Needs a Postfix, which .ci/postfix brings.
            ...(process.env.TEST_POSTFIX ? [] : ['test/postfix/**']),
          ],
        },
      },
      {
        ...jsx,
        // After the others: a browser and a server under test want the machine for themselves.
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
