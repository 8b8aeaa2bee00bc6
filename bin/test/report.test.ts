import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readReport } from './report'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushdesk-report-'))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const failingTest = `
test.describe('a group', () => {
  test('that fails', () => { expect('\\n').toBe('2') })
  test('that holds', () => { expect(1).toBe(1) })
})`

/** Runs a test runner in the folder on failing tests, and returns what its reporter wrote. */
async function reportOf(args: string[]) {
  const file = join(folder, `${args[0]}.json`)
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test' as const, TEST_REPORT: file }
  const ended = await new Promise<{ code: unknown; said: string }>((done) => {
    execFile('npx', ['--no-install', ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, said: stdout + stderr }),
    )
  })
  expect(ended.code, ended.said).toBe(1)
  return readReport(file)
}

it('reports Vitest’s failures by file and name, including errors outside of tests', { timeout: 120_000 }, async () => {
  await writeFile(
    join(folder, 'unit.test.ts'),
    `import { expect, describe, test as it } from 'vitest'\nconst test = Object.assign(it, { describe })\n${failingTest}`,
  )
  await writeFile(join(folder, 'broken.test.ts'), `throw new Error('not even read')`)
  await writeFile(
    join(folder, 'late.test.ts'),
    `import { it } from 'vitest'\nit('is well', () => { Promise.reject(new Error('nobody waited')) })`,
  )
  const report = await reportOf(['vitest', 'run', `--reporter=${resolve('bin/test/unit-report.ts')}`])
  expect(report).toMatchObject({ passed: 2, failed: 3 })
  expect(report.failures).toEqual(
    expect.arrayContaining([
      {
        where: 'unit.test.ts › a group > that fails',
        error: expect.stringMatching(/^AssertionError: expected '.*' to be '2'/),
      },
      { where: 'broken.test.ts', error: 'Error: not even read' },
      { where: 'outside of the tests', error: 'Error: nobody waited' },
    ]),
  )
})

it('reports Playwright’s failures by file and name', { timeout: 120_000 }, async () => {
  await writeFile(join(folder, 'journey.spec.ts'), `import { expect, test } from '@playwright/test'\n${failingTest}`)
  const report = await reportOf([
    'playwright',
    'test',
    `--reporter=${resolve('bin/test/journey-report.ts')}`,
    'journey',
  ])
  expect(report).toEqual({
    passed: 1,
    failed: 1,
    failures: [{ where: 'journey.spec.ts:4 › a group › that fails', error: expect.stringMatching(/^Error: .*expect/) }],
  })
})

it('reads a missing report as empty', async () => {
  expect(await readReport(join(folder, 'absent.json'))).toEqual({ passed: 0, failed: 0, failures: [] })
})
