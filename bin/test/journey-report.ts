import { relative } from 'node:path'
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { firstLine, writeReport } from './report'

/** Playwright's reporter for bin/test.ts. */
export default class JourneyReport implements Reporter {
  private root: Suite | undefined
  private outsideOfTests: TestError[] = []

  onBegin(_: FullConfig, root: Suite) {
    this.root = root
  }

  onError(error: TestError) {
    this.outsideOfTests.push(error)
  }

  async onEnd() {
    const tests = this.root?.allTests() ?? []
    const failures = [
      ...tests.filter((test) => !test.ok() || test.outcome() === 'flaky').map(failureOf),
      ...this.outsideOfTests.map((error) => ({ where: placeOf(error), error: said(error) })),
    ]
    const passed = tests.filter((test) => test.outcome() === 'expected').length
    await writeReport({ passed, failed: failures.length, failures })
  }
}

function failureOf(test: TestCase) {
  const names = [...groupsOf(test.parent), test.title].join(' › ')
  const result = test.results.find(({ status }) => status !== test.expectedStatus)
  return { where: `${fromHere(test.location.file)}:${test.location.line} › ${names}`, error: said(result?.error) }
}

const groupsOf = (suite: Suite | undefined): string[] =>
  suite?.type === 'describe' ? [...groupsOf(suite.parent), suite.title] : []

const placeOf = ({ location }: TestError) =>
  location ? `${fromHere(location.file)}:${location.line}` : 'outside of the tests'

const fromHere = (file: string) => relative(process.cwd(), file)

const said = (error?: TestError) => firstLine(error?.message ?? error?.value)
