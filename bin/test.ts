import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from './start/fail'
import { findBrowser } from './test/browser'
import { playwrightCounts, vitestCounts } from './test/counts'
import { testServer } from './test/postgres'
import { run } from './test/run'

/** Everything that has to hold, in the order in which it fails fastest. Ends with the line `N passed, N failed`. */
async function main() {
  const work = await mkdtemp(join(tmpdir(), 'pushdesk-test-'))
  const unitReport = join(work, 'unit.json')
  const journeyReport = join(work, 'journeys.json')
  const steps: [string, () => Promise<boolean>][] = [
    ['types', () => run('npm', ['run', '--silent', 'typecheck'])],
    ['lint', () => run('npx', ['--no-install', 'biome', 'check', '.'])],
    ['unused code', () => run('npx', ['--no-install', 'knip'])],
    [
      'unit and integration tests',
      async () => {
        const server = await testServer()
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
        try {
          return await run('npx', ['--no-install', 'vitest', 'run', ...reporters], server.variables)
        } finally {
          server.stop()
        }
      },
    ],
    ['production build', () => run('npm', ['run', '--silent', 'build'])],
    [
      'end-to-end tests',
      async () =>
        run('npx', ['--no-install', 'playwright', 'test', '-c', 'e2e/playwright.config.ts'], {
          CHROMIUM_PATH: await findBrowser(),
          E2E_DATA_DIR: join(work, 'data'),
          PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport,
        }),
    ],
  ]
  const failures: string[] = []
  for (const [name, step] of steps) {
    console.log(`\n— ${name} —`)
    const startedAt = Date.now()
    const isGood = await step()
    if (!isGood) failures.push(name)
    console.log(`${name}: ${isGood ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1_000)} s`)
  }
  const counts = [await vitestCounts(unitReport), await playwrightCounts(journeyReport)]
  const passed = counts.reduce((sum, count) => sum + count.passed, 0) + (steps.length - failures.length)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0) + failures.length
  await rm(work, { recursive: true, force: true })
  if (failures.length) console.log(`\nFailed: ${failures.join(', ')}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failures.length ? 1 : 0)
}

main().catch(fail)
