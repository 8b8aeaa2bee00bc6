import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { pushdesk } from './program'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

/** Splits a command line into words, as a shell does. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

it('every command in docs/configuration.md does what the page says', () =>
  withApi(async ({ db, url, environment }) => {
    const page = await readFile('docs/configuration.md', 'utf8')
    const commands = [...page.matchAll(/^npx pushdesk (.*)$/gm)].map(([, line = '']) => wordsOf(line))
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
    const { token } = await makeServiceToken(db)
    const variables = { PUSHDESK_URL: url, PUSHDESK_TOKEN: token, FABRIKAM_TOKEN: 'hidden-token' }
    // Other tests' companies may be in any state.
    const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
    const reader = await makeServiceToken(db, { role: 'viewer', companyIds: [app?.companyId ?? ''] })
    const said: string[] = []
    const say = (line: string) => said.push(line)
    const codes: string[] = []
    for (const [name = '', ...words] of commands) {
      if (name === 'plan') await folder.write('fabrikam', yaml)
      const given = ['pull', 'plan', 'apply'].includes(name) ? ['--folder', folder.path] : []
      codes.push(
        `${name} ${await pushdesk([name, ...words, ...given], {
          variables: name === 'pull' ? { ...variables, PUSHDESK_TOKEN: reader.token } : variables,
          say,
          complain: say,
        })}`,
      )
    }
    expect(codes, said.join('\n')).toEqual([
      'pull 0',
      'plan 2',
      'apply 0',
      'apply 0',
      'create-key 0',
      'tail 0',
      'why 0',
      'off 0',
    ])
    expect(said.join('\n')).not.toContain('hidden')
  }))
