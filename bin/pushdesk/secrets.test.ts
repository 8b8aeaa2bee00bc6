import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('pushdesk apply', () => {
  it('reads secrets from variables, reports a missing variable by line, and prints no secret', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      const extra = `companyApi: { url: 'https://push.example.com/notify', usedFor: uuid, auth: { kind: bearer, token: '\${COMPANY_TOKEN}' } }`
      await folder.write(slug, fileOf(slug, { extra }))
      const without = await commandLine(api)
      const refused = await without('apply', '--folder', folder.path)
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('The variable COMPANY_TOKEN isn’t set.') })
      expect(refused.err).toMatch(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.companyApi\.auth\.token:/)
      const run = await commandLine(api, { COMPANY_TOKEN: 'hidden-token-of-the-company' })
      const done = await run('apply', '--folder', folder.path)
      expect(done.err).toBe('')
      expect(`${done.out}${(await run('plan', '--folder', folder.path)).out}`).not.toContain('hidden')
    }))
})

describe('a value that a plan can’t compare', () => {
  const endpoint = `companyApi: { url: 'https://93.184.216.34/a', usedFor: uuid, auth: { kind: bearer, token: '\${COMPANY_TOKEN}' } }`

  it('is sent on every apply, and reported only if the secret changed', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug, { extra: endpoint }))
      const first = await commandLine(api, { COMPANY_TOKEN: 'hidden-first' })
      await first('apply', '--folder', folder.path)
      expect((await first('apply', '--folder', folder.path)).out).toMatch(/^Nothing to do/)
      const second = await commandLine(api, { COMPANY_TOKEN: 'hidden-second' })
      expect((await second('plan', '--folder', folder.path)).code).toBe(0)
      const done = await second('apply', '--folder', folder.path)
      expect(done.out).toContain('The company API’s authentication')
      expect(done.out).not.toContain('hidden')
    }))

  it('isn’t lost: a body template missing from the file stays when the address changes', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      const run = await commandLine(api, { COMPANY_TOKEN: 'hidden' })
      await folder.write(
        slug,
        fileOf(slug, { extra: endpoint.replace('usedFor: uuid', `usedFor: uuid, bodyTemplate: '{"to":"{{uuid}}"}'`) }),
      )
      expect((await run('apply', '--folder', folder.path)).err).toBe('')
      await folder.write(slug, fileOf(slug, { extra: endpoint.replace('/a', '/b') }))
      expect((await run('apply', '--folder', folder.path)).err).toBe('')
      const { token: key } = await makeServiceToken(api.db)
      const path = `/api/v1/manage/companies/${slug}/apps/ios/environments/sandbox/company-api`
      expect((await api.ask('get', path, { key })).body.companyApi).toMatchObject({
        url: 'https://93.184.216.34/b',
        bodyTemplate: '{"to":"{{uuid}}"}',
      })
    }))
})
