import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  globals: false,
  pool: 'forks' as const,
  // One database for all files of a worker; each test rolls back what it wrote.
  isolate: false,
  maxWorkers: 2,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  include: ['{lib,db,gateway,sdk,app,components,bin}/**/*.test.{ts,tsx}'],
  setupFiles: ['lib/testing/setup.ts'],
}

/** On a server as it comes; what sends statements by hand or streams, on one too whose operator has set everything otherwise. */
const onPostgres = (url: string) =>
  [
    { name: 'postgres', isUnusual: '', include: ['{lib,db,gateway,sdk}/**/*.test.ts', 'bin/**/*.postgres.test.ts'] },
    {
      name: 'unusual postgres',
      isUnusual: '1',
      include: ['{db,gateway,lib/deliveries,lib/devices}/**/*.test.ts', 'bin/**/*.postgres.test.ts'],
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

/** The same files on PGlite always, and on PostgreSQL as well where TEST_DATABASE_URL is set. */
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
