import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine, fileOf, ofCompany } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('pushdesk pull', () => {
  it('writes files in which plan finds no difference', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(
        slug,
        fileOf(slug).replace('  name: Northwind Bank', '  name: Northwind Bank\n  messageTextDays: 7'),
      )
      expect((await run('plan', '--folder', folder.path)).out).toContain('Create the company')
      await run('apply', '--folder', folder.path)
      await folder.remove(slug)
      expect(await (await ofCompany(api, slug))('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
      expect(await readdir(folder.path)).toEqual(expect.arrayContaining([`${slug}.yaml`, 'pushdesk.schema.json']))
      expect(await folder.read(slug)).toContain('bundleId: com.example')
      expect(await folder.read(slug)).toContain('messageTextDays: 7')
      expect(await run('plan', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    }))

  it('applies and pulls User-Token requirements, and then finds no difference', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      const extra = `issuer: https://id.example.com\n        audience: push\n        tokenMinutesMax: 30`
      await folder.write(slug, fileOf(slug, { extra }))
      const planned = await run('plan', '--folder', folder.path)
      expect(planned.out).toContain('Issuer of User-Tokens: none → https://id.example.com')
      expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
      expect((await run('plan', '--folder', folder.path)).code).toBe(0)
      await (await ofCompany(api, slug))('pull', '--folder', folder.path)
      const pulled = await folder.read(slug)
      expect(pulled).toMatch(/issuer: https:\/\/id\.example\.com\n\s+audience: push\n\s+tokenMinutesMax: 30/)
      expect((await run('plan', '--folder', folder.path)).code).toBe(0)
    }))

  it('says that it wrote only the schema when the token can read no company', () =>
    withApi(async (api) => {
      const { token } = await makeServiceToken(api.db, { role: 'viewer', companyIds: [] })
      const run = await commandLine(api, { PUSHDESK_TOKEN: token })
      expect(await run('pull', '--folder', folder.path)).toEqual({
        code: 0,
        err: '',
        out: `Wrote only ${folder.path}/pushdesk.schema.json. There are no companies that the token can read.`,
      })
      expect(await readdir(folder.path)).toEqual(['pushdesk.schema.json'])
    }))
})
