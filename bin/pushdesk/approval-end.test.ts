import { expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine, companyNamed, fileOf, type TestedApi } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

async function adminsProgram(api: TestedApi) {
  const { id } = await makeStaff(api.db)
  const { token } = await makeServiceToken(api.db, { ownerId: id })
  return commandLine(api, { PUSHDESK_TOKEN: token })
}

it('turning off approval waits for a second admin, blocks nothing meanwhile, and happens when that admin applies it too', () =>
  withApi(async (api) => {
    const [first, second] = [await adminsProgram(api), await adminsProgram(api)]
    const slug = unique('northwind')
    const write = (requiresApproval: boolean, name = 'Northwind Bank') =>
      folder.write(
        slug,
        fileOf(slug).replace('name: Northwind Bank', `name: ${name}\n  requiresApproval: ${requiresApproval}`),
      )
    await write(true)
    expect(await first('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })

    await write(false)
    expect((await first('plan', '--folder', folder.path)).out).not.toContain('yes → no')
    expect(await first('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/without a second person\n.*waits for a second admin/),
    })

    // The same admin applies again, with another change.
    await write(false, 'Northwind')
    expect(await first('plan', '--folder', folder.path)).toMatchObject({
      code: 2,
      err: '',
      out: expect.stringContaining('waits for a second admin'),
    })
    expect(await first('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/“Northwind Bank” → “Northwind”.*waits for a second admin/s),
    })
    expect(await companyNamed(api, slug)).toMatchObject({ name: 'Northwind', requiresApproval: true })

    expect(await second('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('yes → no'),
    })
    expect(await companyNamed(api, slug)).toMatchObject({ requiresApproval: false })
    expect(await first('plan', '--folder', folder.path)).toMatchObject({ code: 0 })
  }))
