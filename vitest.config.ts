import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { databaseTests } from './lib/testing/database-tests.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  globals: false,
  pool: 'forks' as const,
  // All files of a worker share one database; each test rolls back what it wrote.
  isolate: false,
  // Files share a worker's globals, too.
  unstubGlobals: true,
  maxWorkers: 2,
  // These timeouts only end tests that hang. No test measures the speed of the machine.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
  include: ['{lib,db,gateway,sdk,app,components,bin}/**/*.test.{ts,tsx}'],
  setupFiles: ['lib/testing/setup.ts'],
}

/**
 * Tests that a server's settings could affect: they connect, send raw statements, stream, wait for locks, or sort and
 * find text. For the rest, each session overrides the settings (db/connection/session.test.ts).
 */
const delicate = [
  /^db\//,
  /^bin\/.*\.postgres\.test/,
  /^lib\/deliveries\/sending\/(worker|killed-worker|maintenance|several-workers\.postgres)\.test/,
  /^lib\/deliveries\/log\/(log|export-deliveries|ended-deliveries)\.test/,
  /^lib\/devices\/(device-search|export-devices|list-devices|register-device|register-device\.postgres)\.test/,
  /^lib\/(audit|customers|look-up)\//,
  /^gateway\/(reads|routes\/devices)\.test/,
]

/**
 * Tests of decisions made before or after the SQL: permissions, causes, APNs responses, contents. They run on one
 * database; the tests beside them send the SQL to both.
 */
const decisions = [
  /^gateway\/(access|manage\/(access|coverage|documented))\.test/,
  /^gateway\/why\//,
  /^lib\/deliveries\/sending\/fault-matrix\.test/,
  /^lib\/prompts\/newer-version\.test/,
]

const isOneOf = (parts: RegExp[]) => (path: string) => parts.some((part) => part.test(path))

/** Test projects on a server with default settings, and on one whose operator has changed all settings. */
const onPostgres = (url: string) =>
  [
    { name: 'postgres', isUnusual: '', include: databaseTests.filter((path) => !isOneOf(decisions)(path)) },
    {
      name: 'unusual postgres',
      isUnusual: '1',
      include: databaseTests.filter(isOneOf(delicate)),
    },
  ].map(({ name, isUnusual, include }) => ({
    extends: true as const,
    test: {
      ...shared,
      name,
      env: { TEST_DATABASE_URL: url, TEST_DATABASE_UNUSUAL: isUnusual, LOG_LEVEL: 'silent' },
      include,
    },
  }))

/** Runs everything on PGlite. If TEST_DATABASE_URL is set, tests that open a database also run on PostgreSQL. */
export default defineConfig({
  // A tested screen imports the server's actions, unlike its bundle.
  resolve: { alias: { '@': root, 'server-only': `${root}node_modules/server-only/empty.js` } },
  test: {
    globalSetup: ['lib/testing/databases.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'pglite',
          env: { TEST_DATABASE_URL: '', LOG_LEVEL: 'silent' },
          exclude: ['**/*.postgres.test.ts', '**/node_modules/**'],
        },
      },
      ...(process.env.TEST_DATABASE_URL ? onPostgres(process.env.TEST_DATABASE_URL) : []),
    ],
  },
})
