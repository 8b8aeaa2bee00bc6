import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { databaseTests } from './lib/testing/database-tests.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  globals: false,
  pool: 'forks' as const,
  // One database for all files of a worker; each test rolls back what it wrote.
  isolate: false,
  maxWorkers: 2,
  // These end what hangs. No test is a measure of how fast the machine is.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
  include: ['{lib,db,gateway,sdk,app,components,bin}/**/*.test.{ts,tsx}'],
  setupFiles: ['lib/testing/setup.ts'],
}

/**
 * What a server's settings could change: who connects, sends statements by hand, streams, waits for locks, or sorts and
 * finds text. For the rest, the settings end where a session begins (db/connection/session.test.ts).
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
 * Tables of what is decided before or after the SQL: permissions, causes, answers of APNs, contents. On one database; the
 * tests beside them send the SQL to both.
 */
const decisions = [
  /^gateway\/(access|manage\/(access|coverage|documented))\.test/,
  /^gateway\/why\//,
  /^lib\/deliveries\/sending\/fault-matrix\.test/,
  /^lib\/prompts\/newer-version\.test/,
]

const isOneOf = (parts: RegExp[]) => (path: string) => parts.some((part) => part.test(path))

/** On a server as it comes, and on one whose operator has set everything otherwise. */
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

/** Everything on PGlite, and what opens a database on PostgreSQL as well where TEST_DATABASE_URL is set. */
export default defineConfig({
  // A screen that is tested imports the server's actions, as its bundle does not.
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
