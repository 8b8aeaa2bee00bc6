import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
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
})
