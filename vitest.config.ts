import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Unit tests: pure rules beside their files. Integration tests have their own project, run once per database. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    // Both of two cores; left alone, one would be kept free.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Generated cases take seconds on two busy cores.
          testTimeout: 20_000,
          include: ['{app,bench,components,lib,scripts,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{app,bench,lib,scripts,prisma}/**/*.integration.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          globalSetup: ['./lib/server/testing/global-setup.ts'],
          setupFiles: ['./lib/server/testing/setup.ts'],
        },
      },
    ],
  },
})
