import { defineConfig } from '@playwright/test'
import { reportVariable } from '@/bin/test/report'
import { hasPostgres } from '@/db/own-cluster'
import { browserArgs } from './fixtures/browser-args'

const port = Number(process.env.E2E_PORT ?? 3417)
const dataDir = process.env.E2E_DATA_DIR ?? '.data-e2e'
process.env.E2E_DATA_DIR = dataDir
const baseURL = `http://127.0.0.1:${port}`

const isWholeRun = process.env[reportVariable] !== undefined

/** Nothing listens at these addresses: no test ever contacts Apple. */
const noApple = { APNS_PRODUCTION_URL: 'https://127.0.0.1:9', APNS_SANDBOX_URL: 'https://127.0.0.1:9' }

export default defineConfig({
  testDir: '.',
  // These tests need their own PostgreSQL, which they crash.
  testIgnore: hasPostgres() ? [] : ['**/*.postgres.spec.ts'],
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Generous limits that only end hung tests. No journey measures the machine's speed.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: isWholeRun ? [['list'], ['../bin/test/journey-report.ts']] : [['list']],
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    // A failure saves a screenshot and the page's outline. A trace would record every step, but slows down every test.
    trace: process.env.E2E_TRACE ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: browserArgs },
  },
  webServer: {
    command: 'node bin/run.mjs start',
    cwd: '..',
    url: `${baseURL}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    reuseExistingServer: !process.env.CI && !isWholeRun,
    env: {
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      LOG_LEVEL: 'warn',
      PHONE_ANSWER_SECONDS: '4',
      ...noApple,
    },
  },
})
