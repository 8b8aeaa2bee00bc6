import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine, contentWith, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('a company that requires approval', () => {
  it('gets a proposal that says whom it waits for, and isn’t managed from the file until approved', () =>
    withApi(async (api) => {
      await makeStaff(api.db)
      const slug = unique('northwind')
      const run = await commandLine(api)
      const text = fileOf(slug).replace('  name: Northwind Bank', '  name: Northwind Bank\n  requiresApproval: true')
      await folder.write(slug, text)
      await run('apply', '--folder', folder.path)
      await folder.becomesRepository('https://git.example.com/settings.git')
      const production = `production:\n        prompt: ${JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: contentWith(50_000) })}`
      await folder.write(slug, text.replace('production:', production))
      const sure = ['--confirm', 'iOS Banking', '--comment', 'Launch']
      const done = await run('apply', '--folder', folder.path, ...sure)
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining('waits for the approval of ') })

      // Applying again, even without the confirmation, finds the same proposal and says what it waits for.
      const again = await run('apply', '--folder', folder.path)
      expect(again).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringMatching(/waits for the approval of .*\n.*changes await approval\.$/s),
      })
      expect(await run('plan', '--folder', folder.path)).toMatchObject({
        code: 2,
        out: expect.stringContaining('waits for the approval of '),
      })
      expect(JSON.parse((await run('apply', '--folder', folder.path, '--json')).out)).toMatchObject({
        changes: [],
        waiting: [{ where: `${slug}/ios/production`, waits: expect.stringContaining('waits for the approval of ') }],
      })
      const { token: key } = await makeServiceToken(api.db)
      const path = `/api/v1/manage/companies/${slug}/apps/ios/environments/production/prompt`
      expect((await api.ask('get', path, { key })).body).toMatchObject({ prompt: null, managedFrom: null })
    }))
})
