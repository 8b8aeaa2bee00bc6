import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const run = promisify(execFile)

it('every command in docs/management-api.md does what the page says', () =>
  withApi(async ({ db, url }) => {
    const page = await readFile('docs/management-api.md', 'utf8')
    const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block)
    expect(blocks).toHaveLength(2)
    const { token } = await makeServiceToken(db)
    const env = { NODE_ENV: 'test' as const, PATH: '/usr/local/bin:/usr/bin:/bin', TOKEN: token, PUSHDESK: url }
    const answers: string[] = []
    for (const block of blocks) {
      const { stdout } = await run('sh', ['-ec', block.replaceAll(/^curl /gm, 'curl --silent --fail-with-body ')], {
        env,
      })
      answers.push(stdout)
    }
    expect(answers[0]).toContain('"companies":')
    expect(answers[1]).toContain('"slug":"fabrikam"')
    expect(answers[1]).toContain('"bundleId":"com.fabrikam.shop"')
    expect(answers[1]).toMatch(/"key":"sk_/)
  }))
