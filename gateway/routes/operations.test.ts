import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { withApi } from '@/gateway/testing'

const folder = `${process.cwd()}/ops`
const run = promisify(execFile)

/** Returns the Pushdesk metrics in a rule or panel. A histogram’s series count as the histogram. */
const namesIn = (text: string) =>
  [...new Set(text.match(/pushdesk_[a-z_]+(?=\{|,|\[|\))/g) ?? [])].map((name) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  )

it.each(['prometheus/pushdesk.rules.yml', 'grafana/pushdesk.json'])(
  '%s uses only metrics that /metrics exposes',
  async (file) => {
    const names = namesIn(await readFile(`${folder}/${file}`, 'utf8'))
    expect(names.length).toBeGreaterThan(5)
    await withApi(async ({ ask }) => {
      const { body } = await ask('get', '/metrics')
      for (const name of names) expect(body).toContain(`# TYPE ${name} `)
    })
  },
)

const hasPromtool = await run('promtool', ['--version']).then(
  () => true,
  () => false,
)

// Debian's `prometheus` package includes promtool.
it.runIf(hasPromtool)('the alerts fire only when they should', async () => {
  const { stdout } = await run('promtool', ['test', 'rules', `${folder}/prometheus/pushdesk.test.yml`])
  expect(stdout).toContain('SUCCESS')
})
