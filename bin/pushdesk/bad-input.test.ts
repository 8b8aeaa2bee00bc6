import { describe, expect, it } from 'vitest'
import { makeApp, unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { pushdesk } from './program'
import { commandLine, companyNamed, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('bad input', () => {
  it.each([
    ['an older schema', (text: string) => text.replace('schema: 1', 'schema: 0'), /reads only schema 1/],
    ['a newer schema', (text: string) => text.replace('schema: 1', 'schema: 9'), /from a newer version of Pushdesk/],
    ['an unknown field', (text: string) => text.replace('bundleId:', 'bundle:'), /Unknown field “bundle”/],
    ['no YAML', (text: string) => `${text}\n  - [`, /\.yaml:\d+:/],
    [
      'a secret in the clear',
      (text: string) => text.replace('prompt:', "apnsKey: { keyId: A, teamId: B, privateKey: 'MIG' }\n        prompt:"),
      /Don’t write secrets/,
    ],
  ])('rejects %s by file and line, and changes nothing', (_, spoil, sentence) =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, spoil(fileOf(slug)))
      const refused = await run('apply', '--folder', folder.path)
      expect(refused.code).toBe(1)
      expect(refused.err).toMatch(sentence)
      expect(refused.err).toMatch(/\.yaml:\d+: /)
      expect(await companyNamed(api, slug)).toBeUndefined()
    }),
  )

  it('reports a rejected prompt by file and path, before anything is changed', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      await folder.write(slug, fileOf(slug, { share: 900_000_000 }).replace('name: Northwind Bank', 'name: Northwind'))
      const refused = await run('apply', '--folder', folder.path)
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.prompt\.content\.rollout\.share: /),
      })
      await folder.write(slug, fileOf(slug))
      expect((await run('plan', '--folder', folder.path)).code).toBe(0)
    }))

  it('tells a token without access to the company what to do, by the company’s place in the file', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await (await commandLine(api))('apply', '--folder', folder.path)
      const { token } = await makeServiceToken(api.db, {
        role: 'integration_manager',
        companyIds: [api.environment.id],
      })
      const run = await commandLine(api, { PUSHDESK_TOKEN: token })
      const refused = await run('apply', '--folder', folder.path)
      expect(refused.code).toBe(1)
      expect(refused.err).toMatch(
        /\.yaml:\d+: company: This token has no access to a company “.*Give the token access to the company/,
      )
    }))

  it('reports a taken bundle ID by line, before creating anything, including changes that precede it', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const [first, second] = [unique('a-first'), unique('b-second')]
      const { bundleId } = await makeApp(api.db)
      await folder.write(first, fileOf(first))
      await folder.write(second, fileOf(second).replace(`com.example.${second}`, bundleId))
      const planned = await run('plan', '--folder', folder.path)
      expect(planned).toMatchObject({ code: 1, out: expect.stringContaining('Create the app') })
      const refused = await run('apply', '--folder', folder.path)
      expect(refused.code).toBe(1)
      for (const { err } of [planned, refused])
        expect(err).toMatch(/b-second.*\.yaml:9: apps\[0\]\.bundleId: .* already has this bundle ID\. Use that app, or/)
      for (const slug of [first, second]) expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it('reports all errors at once', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      const { bundleId } = await makeApp(api.db)
      const extra = `companyApi: { url: 'https://10.0.0.7/notify', usedFor: uuid }`
      await folder.write(slug, fileOf(slug, { extra, share: 900_000_000 }).replace(`com.example.${slug}`, bundleId))
      const { err } = await run('apply', '--folder', folder.path)
      expect(err).toMatch(/apps\[0\]\.bundleId: /)
      expect(err).toMatch(/apps\[0\]\.environments\.sandbox\.companyApi\.url: 10\.0\.0\.7 isn’t a public address/)
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it.each(['Northwind', 'north_wind', 'north--wind', 'api'])('rejects the slug %s by its line', (wrong) =>
    withApi(async (api) => {
      const run = await commandLine(api)
      await folder.write('wrong', fileOf('fine').replace('slug: fine', `slug: ${wrong}`))
      const refused = await run('apply', '--folder', folder.path)
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/\.yaml:4: company\.slug: (Use|Pushdesk uses)/),
      })
    }),
  )

  it('reports a missing token, an unreachable server, and an unknown argument in a sentence', async () => {
    const said: string[] = []
    const world = { say: (line: string) => said.push(line), complain: (line: string) => said.push(line) }
    expect(await pushdesk(['plan'], { ...world, variables: {} })).toBe(1)
    const nobody = { PUSHDESK_URL: 'http://127.0.0.1:1', PUSHDESK_TOKEN: 'st_x' }
    await folder.write('a', fileOf('a'))
    expect(await pushdesk(['plan', '--folder', folder.path], { ...world, variables: nobody })).toBe(1)
    expect(await pushdesk(['wrong'], { ...world, variables: {} })).toBe(1)
    expect(said.join('\n')).toMatch(/PUSHDESK_TOKEN.*doesn’t respond.*unknown command/s)
  })
})
