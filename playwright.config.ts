import { defineConfig } from '@playwright/test'

/**
 * The browser tests drive a production build that scripts/test.ts has started; its address, database and data folder
 * are in the environment. Chromium is the installed one.
 */
export default defineConfig({
  testDir: 'e2e',
  // Generous, because two browsers, a server, a worker and axe share two cores; a quiet machine needs a tenth of it.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    baseURL: process.env.HANDRAIL_E2E_URL ?? 'http://127.0.0.1:3000',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1440, height: 900 },
    // Actions only: pictures and page copies of every step would take a fifth of the time of the whole suite.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})
