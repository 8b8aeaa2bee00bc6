import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '@/db/own-cluster'
import { fail } from './start/fail'
import { findBrowser } from './test/browser'
import { readReport, reportVariable } from './test/report'
import { runProgram } from './test/run'

type Step = [string, () => Promise<boolean>]

/** Runs every check, fastest to fail first. Ends with the line `N passed, N failed`. */
async function main() {
  const work = await mkdtemp(join(tmpdir(), 'pushdesk-test-'))
  const unitReport = join(work, 'unit.json')
  const journeyReport = join(work, 'journeys.json')
  const readings: Step[] = [
    ['types', () => runProgram('npm', ['run', '--silent', 'typecheck'])],
    ['lint', () => runProgram('npx', ['--no-install', 'biome', 'check', '.'])],
    ['unused code', () => runProgram('npx', ['--no-install', 'knip'])],
  ]
  const runs: Step[] = [
    [
      'unit and integration tests',
      async () => {
        const server = await testServer()
        const reporters = ['--reporter=default', '--reporter=./bin/test/unit-report.ts']
        try {
          return await runProgram('npx', ['--no-install', 'vitest', 'run', ...reporters], {
            ...server.variables,
            [reportVariable]: unitReport,
          })
        } finally {
          server.stop()
        }
      },
    ],
    ['production build', () => runProgram('npm', ['run', '--silent', 'build'])],
    [
      'end-to-end tests',
      async () =>
        runProgram('npx', ['--no-install', 'playwright', 'test', '-c', 'e2e/playwright.config.ts'], {
          CHROMIUM_PATH: await findBrowser(),
          E2E_DATA_DIR: join(work, 'data'),
          [reportVariable]: journeyReport,
        }),
    ],
  ]
  const failures: string[] = []
  const take = async ([name, step]: Step) => {
    console.log(`\n— ${name} —`)
    const startedAt = Date.now()
    const isGood = await step()
    if (!isGood) failures.push(name)
    console.log(`${name}: ${isGood ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1_000)} s`)
  }
  // Run these in parallel: each has single-threaded phases.
  await Promise.all(readings.map(take))
  for (const run of runs) await take(run)
  const steps = [...readings, ...runs]
  const reports = [await readReport(unitReport), await readReport(journeyReport)]
  const passed = reports.reduce((sum, report) => sum + report.passed, 0) + (steps.length - failures.length)
  const failed = reports.reduce((sum, report) => sum + report.failed, 0) + failures.length
  await rm(work, { recursive: true, force: true })
  if (failures.length) console.log(`\nFailed: ${failures.join(', ')}`)
  for (const { where, error } of reports.flatMap((report) => report.failures)) console.log(`  ${where}\n    ${error}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failures.length ? 1 : 0)
}

main().catch(fail)

/** Returns the PostgreSQL that TEST_DATABASE_URL names, or starts one if PostgreSQL is installed. */
async function testServer(): Promise<{ variables: Record<string, string>; stop(): void }> {
  const none = { variables: {}, stop: () => undefined }
  if (process.env.TEST_DATABASE_URL) return none
  try {
    const cluster = await startCluster()
    if (cluster) return { variables: { TEST_DATABASE_URL: cluster.url }, stop: cluster.remove }
    console.log('PostgreSQL isn’t installed on this machine. The tests run on the embedded database only.')
  } catch (error) {
    console.log(`PostgreSQL doesn’t start on this machine, so the tests run on the embedded database only: ${error}`)
  }
  return none
}
