import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { firstLine, writeReport } from './report'

/** Vitest's reporter for bin/test.ts. Errors outside of tests count as failures, as in Vitest's exit code. */
export default class UnitReport implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const failures = [...modules.flatMap(failuresOf), ...unhandled.map(outsideOfTests)]
    const passed = tests.filter((test) => test.result().state === 'passed').length
    await writeReport({ passed, failed: failures.length, failures })
  }
}

function failuresOf(module: TestModule) {
  const project = module.project.name && ` (${module.project.name})`
  const file = module.relativeModuleId + project
  const suites = [module, ...module.children.allSuites()].flatMap((suite) =>
    suite.errors().map((error) => ({ name: suite.type === 'module' ? '' : suite.fullName, error })),
  )
  const tests = [...module.children.allTests()].flatMap((test) => {
    const { state, errors } = test.result()
    return state === 'failed' ? [{ name: test.fullName, error: errors?.[0] }] : []
  })
  return [...suites, ...tests].map(({ name, error }) => ({
    where: name ? `${file} › ${name}` : file,
    error: said(error),
  }))
}

const outsideOfTests = (error: SerializedError) => ({ where: 'outside of the tests', error: said(error) })

const said = (error?: SerializedError) => firstLine(error && `${error.name ?? 'Error'}: ${error.message}`)
