import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A missing golden fails instead of being written: goldens are blessed on purpose (`npm run bless`).
    update: 'none',
    globalSetup: ['scripts/wit-packages.mjs'],
    testTimeout: 60_000,
  },
});
