import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeApp, makeCustomer, makeDelivery, makeDevice, unique } from '@/db/factories'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { Api } from './api'
import { whyNot } from './apply'
import { changesFor } from './changes'
import { readConfig } from './files'
import { pushdesk } from './program'
import { remoteName } from './repository'
import { commandLine, companyNamed, contentWith, fileOf, makeFolder, ofCompany } from './testing'

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => {
  vi.unstubAllEnvs()
  return rm(folder, { recursive: true })
})

const write = (slug: string, text: string) => writeFile(join(folder, `${slug}.yaml`), text)

describe('pushdesk apply', () => {
  it('creates a company with its app from a file, and changes nothing when applied again', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      const planned = await run('plan', '--folder', folder)
      expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('Create the company “Northwind Bank”') })
      const done = await run('apply', '--folder', folder)
      expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining('changes were made') })
      expect(await run('plan', '--folder', folder)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^No difference/),
      })
      expect(await run('apply', '--folder', folder)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Nothing to do/),
      })
    }))

  it('describes a prompt change in the review’s words', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      await write(slug, fileOf(slug, { share: 25_000 }))
      const planned = await run('plan', '--folder', folder)
      expect(planned.code).toBe(2)
      expect(planned.out).toMatch(/ios\/sandbox: Prompt › .*25%/)
      const json = JSON.parse((await run('plan', '--folder', folder, '--json')).out)
      expect(json.changes).toMatchObject([{ where: `${slug}/ios/sandbox` }])
    }))

  it('asks for confirmation in production before changing anything', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      await write(
        slug,
        fileOf(slug)
          .replace('requiresIdentity: true', 'requiresIdentity: false')
          .replace('name: Northwind Bank', 'name: Northwind'),
      )
      const refused = await run('apply', '--folder', folder)
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`--confirm ${slug}`) })
      expect((await run('plan', '--folder', folder)).out).toContain('Name: “Northwind Bank” → “Northwind”')
      expect(await run('apply', '--folder', folder, '--confirm', slug)).toMatchObject({ code: 0 })
    }))

  it('renames an app and its company together with their production prompts, which are confirmed with the old names', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      const prompt = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: contentWith(50_000) })
      await write(
        slug,
        fileOf(slug)
          .replace('name: Northwind Bank', `name: Northwind\nprompts:\n  production: ${prompt}`)
          .replace('name: iOS Banking', 'name: iOS')
          .replace('production:\n', `production:\n        prompt: ${prompt}\n`),
      )
      const { out } = await run('plan', '--folder', folder)
      expect(out).toContain('Name: “iOS Banking” → “iOS”')
      const sure = ['--confirm', 'iOS Banking', '--confirm', 'Northwind Bank', '--comment', 'Launch']
      expect(await run('apply', '--folder', folder, ...sure)).toMatchObject({ code: 0, err: '' })
      expect(await run('plan', '--folder', folder)).toMatchObject({ code: 0, err: '' })
    }))

  it('asks for confirmation before removing a company API in production', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      const withApiOf = (value: string) =>
        fileOf(slug).replace('requiresIdentity: true', `requiresIdentity: true\n        companyApi: ${value}`)
      await write(slug, withApiOf('{ url: https://93.184.216.34/a, usedFor: uuid }'))
      expect(await run('apply', '--folder', folder)).toMatchObject({ code: 0, err: '' })
      await write(slug, withApiOf('null'))
      expect(await run('apply', '--folder', folder)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`--confirm ${slug} for ${slug}/ios/production`),
      })
      expect(await run('apply', '--folder', folder, '--confirm', slug)).toMatchObject({ code: 0, err: '' })
    }))

  it('reads secrets from variables, reports a missing variable by line, and prints no secret', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      const extra = `companyApi: { url: 'https://push.example.com/notify', usedFor: uuid, auth: { kind: bearer, token: '\${COMPANY_TOKEN}' } }`
      await write(slug, fileOf(slug, { extra }))
      const without = await commandLine(api)
      const refused = await without('apply', '--folder', folder)
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('The variable COMPANY_TOKEN isn’t set.') })
      expect(refused.err).toMatch(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.companyApi\.auth\.token:/)
      const run = await commandLine(api, { COMPANY_TOKEN: 'hidden-token-of-the-company' })
      const done = await run('apply', '--folder', folder)
      expect(done.err).toBe('')
      expect(`${done.out}${(await run('plan', '--folder', folder)).out}`).not.toContain('hidden')
    }))
})

describe('a value that a plan can’t compare', () => {
  const endpoint = `companyApi: { url: 'https://93.184.216.34/a', usedFor: uuid, auth: { kind: bearer, token: '\${COMPANY_TOKEN}' } }`

  it('is sent on every apply, and reported only if the secret changed', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await write(slug, fileOf(slug, { extra: endpoint }))
      const first = await commandLine(api, { COMPANY_TOKEN: 'hidden-first' })
      await first('apply', '--folder', folder)
      expect((await first('apply', '--folder', folder)).out).toMatch(/^Nothing to do/)
      const second = await commandLine(api, { COMPANY_TOKEN: 'hidden-second' })
      expect((await second('plan', '--folder', folder)).code).toBe(0)
      const done = await second('apply', '--folder', folder)
      expect(done.out).toContain('The company API’s authentication')
      expect(done.out).not.toContain('hidden')
    }))

  it('isn’t lost: a body template missing from the file stays when the address changes', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      const run = await commandLine(api, { COMPANY_TOKEN: 'hidden' })
      await write(
        slug,
        fileOf(slug, { extra: endpoint.replace('usedFor: uuid', `usedFor: uuid, bodyTemplate: '{"to":"{{uuid}}"}'`) }),
      )
      expect((await run('apply', '--folder', folder)).err).toBe('')
      await write(slug, fileOf(slug, { extra: endpoint.replace('/a', '/b') }))
      expect((await run('apply', '--folder', folder)).err).toBe('')
      const { token: key } = await makeServiceToken(api.db)
      const path = `/api/v1/manage/companies/${slug}/apps/ios/environments/sandbox/company-api`
      expect((await api.ask('get', path, { key })).body.companyApi).toMatchObject({
        url: 'https://93.184.216.34/b',
        bodyTemplate: '{"to":"{{uuid}}"}',
      })
    }))
})

describe('a company that requires approval', () => {
  it('gets a proposal that says whom it waits for, and isn’t managed from the file until approved', () =>
    withApi(async (api) => {
      await makeStaff(api.db)
      const slug = unique('northwind')
      const run = await commandLine(api)
      const text = fileOf(slug).replace('  name: Northwind Bank', '  name: Northwind Bank\n  requiresApproval: true')
      await write(slug, text)
      await run('apply', '--folder', folder)
      const git = (...words: string[]) => promisify(execFile)('git', ['-C', folder, ...words])
      await git('init', '-q')
      await git('remote', 'add', 'origin', 'https://git.example.com/settings.git')
      const production = `production:\n        prompt: ${JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: contentWith(50_000) })}`
      await write(slug, text.replace('production:', production))
      const sure = ['--confirm', 'iOS Banking', '--comment', 'Launch']
      const done = await run('apply', '--folder', folder, ...sure)
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining('waits for the approval of ') })

      // Applying again, even without the confirmation, finds the same proposal and says what it waits for.
      const again = await run('apply', '--folder', folder)
      expect(again).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringMatching(/waits for the approval of .*\n.*changes await approval\.$/s),
      })
      expect(await run('plan', '--folder', folder)).toMatchObject({
        code: 2,
        out: expect.stringContaining('waits for the approval of '),
      })
      expect(JSON.parse((await run('apply', '--folder', folder, '--json')).out)).toMatchObject({
        changes: [],
        waiting: [{ where: `${slug}/ios/production`, waits: expect.stringContaining('waits for the approval of ') }],
      })
      const { token: key } = await makeServiceToken(api.db)
      const path = `/api/v1/manage/companies/${slug}/apps/ios/environments/production/prompt`
      expect((await api.ask('get', path, { key })).body).toMatchObject({ prompt: null, managedFrom: null })
    }))
})

describe('pushdesk send-test', () => {
  it('continues when the server accepts more, and reports progress while waiting', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await (await commandLine(api))('apply', '--folder', folder)
      const app = await api.db.query.apps.findFirst({
        where: ({ bundleId }, { eq }) => eq(bundleId, `com.example.${slug}`),
      })
      const environment = await api.db.query.environments.findFirst({
        where: ({ appId, name }, { and, eq }) => and(eq(appId, app?.id ?? ''), eq(name, 'sandbox')),
      })
      const environmentId = environment?.id ?? ''
      const customer = await makeCustomer(api.db, { environmentId })
      for (let made = 0; made < 22; made += 1) await makeDevice(api.db, { environmentId, customerId: customer.id })
      const waited: number[] = []
      const run = await commandLine(api, {}, async (ms) => {
        waited.push(ms)
        await api.db.execute(
          sql`update notifications set created_at = created_at - interval '2 minutes' where environment_id = ${environmentId}`,
        )
      })
      const done = await run('send-test', customer.userId ?? '', '--in', `${slug}/ios/sandbox`)
      expect(done).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringMatching(/^20 of 22 tests sent\. .*\n22 tests sent\./),
      })
      expect(waited).toEqual([expect.any(Number)])
      expect(waited[0]).toBeGreaterThan(1_000)
    }))
})

describe('pushdesk pull', () => {
  it('writes files in which plan finds no difference', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug).replace('  name: Northwind Bank', '  name: Northwind Bank\n  messageTextDays: 7'))
      expect((await run('plan', '--folder', folder)).out).toContain('Create the company')
      await run('apply', '--folder', folder)
      await rm(join(folder, `${slug}.yaml`))
      expect(await (await ofCompany(api, slug))('pull', '--folder', folder)).toMatchObject({ code: 0, err: '' })
      expect(await readdir(folder)).toEqual(expect.arrayContaining([`${slug}.yaml`, 'pushdesk.schema.json']))
      expect(await readFile(join(folder, `${slug}.yaml`), 'utf8')).toContain('bundleId: com.example')
      expect(await readFile(join(folder, `${slug}.yaml`), 'utf8')).toContain('messageTextDays: 7')
      expect(await run('plan', '--folder', folder)).toMatchObject({ code: 0, err: '' })
    }))
})

describe('a folder in a Git repository', () => {
  it('is named on the prompt without the credentials in its URL, and a change on the page is drift', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const git = (...words: string[]) => promisify(execFile)('git', ['-C', folder, ...words])
      await git('init', '-q')
      await git('remote', 'add', 'origin', 'https://robot:hidden-password@git.example.com/northwind/settings.git')
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      expect(await run('apply', '--folder', folder)).toMatchObject({ code: 0, err: '' })
      expect(await run('plan', '--folder', folder)).toMatchObject({ code: 0 })
      const { token: key } = await makeServiceToken(api.db)
      const managed = async () =>
        (await api.ask('get', `/api/v1/manage/companies/${slug}/apps/ios/environments/sandbox/prompt`, { key })).body
          .managedFrom
      const named = { repository: 'git.example.com/northwind/settings', file: `${slug}.yaml` }
      expect(await managed()).toEqual({ ...named, hasDrifted: false })
      expect((await run('off', `${slug}/ios/sandbox`)).code).toBe(0)
      expect(await managed()).toEqual({ ...named, hasDrifted: true })
      expect((await run('plan', '--folder', folder)).code).toBe(2)
      expect((await run('apply', '--folder', folder)).code).toBe(0)
      expect(await managed()).toEqual({ ...named, hasDrifted: false })
    }))

  it.each([
    ['git@github.com:northwind/settings.git', 'github.com/northwind/settings'],
    ['https://github.com/northwind/settings/', 'github.com/northwind/settings'],
    ['ssh://git@git.example.com:2222/a/b.git', 'git.example.com:2222/a/b'],
  ])('with remote %s is named %s', (remote, name) => {
    expect(remoteName(remote)).toBe(name)
  })
})

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
      await write(slug, spoil(fileOf(slug)))
      const refused = await run('apply', '--folder', folder)
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
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      await write(slug, fileOf(slug, { share: 900_000_000 }).replace('name: Northwind Bank', 'name: Northwind'))
      const refused = await run('apply', '--folder', folder)
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.prompt\.content\.rollout\.share: /),
      })
      await write(slug, fileOf(slug))
      expect((await run('plan', '--folder', folder)).code).toBe(0)
    }))

  it('tells a token without access to the company what to do, by the company’s place in the file', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await (await commandLine(api))('apply', '--folder', folder)
      const { token } = await makeServiceToken(api.db, {
        role: 'integration_manager',
        companyIds: [api.environment.id],
      })
      const run = await commandLine(api, { PUSHDESK_TOKEN: token })
      const refused = await run('apply', '--folder', folder)
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
      await write(first, fileOf(first))
      await write(second, fileOf(second).replace(`com.example.${second}`, bundleId))
      const planned = await run('plan', '--folder', folder)
      expect(planned).toMatchObject({ code: 1, out: expect.stringContaining('Create the app') })
      const refused = await run('apply', '--folder', folder)
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
      await write(slug, fileOf(slug, { extra, share: 900_000_000 }).replace(`com.example.${slug}`, bundleId))
      const { err } = await run('apply', '--folder', folder)
      expect(err).toMatch(/apps\[0\]\.bundleId: /)
      expect(err).toMatch(/apps\[0\]\.environments\.sandbox\.companyApi\.url: 10\.0\.0\.7 isn’t a public address/)
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it.each(['Northwind', 'north_wind', 'north--wind', 'api'])('rejects the slug %s by its line', (wrong) =>
    withApi(async (api) => {
      const run = await commandLine(api)
      await write('wrong', fileOf('fine').replace('slug: fine', `slug: ${wrong}`))
      const refused = await run('apply', '--folder', folder)
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/\.yaml:4: company\.slug: (Use|Pushdesk uses)/),
      })
    }),
  )

  it('doesn’t archive an app with queued deliveries, and undoes the changes before it', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      const app = await api.db.query.apps.findFirst({
        where: ({ bundleId }, { eq }) => eq(bundleId, `com.example.${slug}`),
      })
      const environment = await api.db.query.environments.findFirst({
        where: ({ appId, name }, { and, eq }) => and(eq(appId, app?.id ?? ''), eq(name, 'sandbox')),
      })
      await makeDelivery(api.db, { environmentId: environment?.id ?? '', state: 'queued' })
      await write(
        slug,
        fileOf(slug)
          .replace('name: Northwind Bank', 'name: Northwind')
          .replace('slug: ios', 'slug: ios\n    archived: true'),
      )
      const refused = await run('apply', '--folder', folder, '--confirm', slug)
      expect(refused).toMatchObject({
        code: 1,
        err: expect.stringMatching(/\.yaml:8: apps\[0\]\.archived: One delivery is still in progress\. Try again when/),
      })
      expect(await companyNamed(api, slug)).toMatchObject({ name: 'Northwind Bank' })
    }))

  it('doesn’t overwrite a prompt that someone else saved meanwhile, and changes nothing else', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      const run = await commandLine(api)
      await write(slug, fileOf(slug))
      await run('apply', '--folder', folder)
      await write(slug, fileOf(slug, { share: 5_000 }).replace('name: Northwind Bank', 'name: Northwind'))
      const { token } = await makeServiceToken(api.db)
      const reached = new Api({ url: api.url, token })
      const changes = await changesFor(reached, await readConfig(folder, {}))
      expect((await run('off', `${slug}/ios/sandbox`)).code).toBe(0)
      expect(await whyNot(reached, changes)).toEqual([
        expect.stringMatching(
          /\.yaml:\d+: apps\[0\]\.environments\.sandbox\.prompt: Someone saved the prompt in the meantime\. It’s at revision 2 now\./,
        ),
      ])
    }))

  it('rejects an invalid APNs key by its line, and applies no other part', () =>
    withApi(async (api) => {
      const run = await commandLine(api, { APNS_KEY: 'hidden words, no key' })
      const slug = unique('northwind')
      const extra = `apnsKey: { keyId: ABC123DEFG, teamId: TEAM123456, privateKey: '\${APNS_KEY}' }`
      await write(slug, fileOf(slug, { extra }))
      const refused = await run('apply', '--folder', folder)
      expect(refused.err).toMatch(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.apnsKey\.privateKey: /)
      expect(refused.err).not.toContain('hidden')
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it('stops at an APNs key that can’t be verified after making the other changes, says so, and resumes there when applied again', () =>
    withApi(async (api) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const run = await commandLine(api, { APNS_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() })
      const slug = unique('northwind')
      const extra = `apnsKey: { keyId: ABC123DEFG, teamId: TEAM123456, privateKey: '\${APNS_KEY}' }`
      await write(slug, fileOf(slug, { extra }))
      vi.stubEnv('APNS_SANDBOX_URL', 'https://127.0.0.1:9')
      const refused = await run('apply', '--folder', folder)
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.err).toMatch(/sandbox: Upload the APNs key ABC123DEFG of team TEAM123456: not done\./)
      expect(refused.err).toMatch(/3 changes were made before it and kept\. Run “apply” again to make the rest\./)
      expect(refused.err).toMatch(/not attempted: .*sandbox: APNs server: Apple → the simulator/)
      expect(await companyNamed(api, slug)).toMatchObject({ name: 'Northwind Bank' })
      const again = await run('plan', '--folder', folder)
      expect(again.out.split('\n')).toEqual([
        expect.stringContaining('Upload the APNs key ABC123DEFG'),
        expect.stringContaining('APNs server: Apple → the simulator'),
      ])
    }))

  it('leaves nothing behind when the server fails midway', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await write(slug, fileOf(slug))
      await api.db.execute(sql`create or replace function pg_temp.fail_late() returns trigger language plpgsql as
        $$ begin raise exception 'the disk is gone'; end $$`)
      await api.db.execute(sql`create trigger fail_late before insert on prompt_revisions for each row
        execute function pg_temp.fail_late()`)
      const failed = await run('apply', '--folder', folder)
      await api.db.execute(sql`drop trigger fail_late on prompt_revisions`)
      expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed') })
      expect(await companyNamed(api, slug)).toBeUndefined()
      expect(await run('apply', '--folder', folder)).toMatchObject({ code: 0, err: '' })
    }))

  it('applies and pulls User-Token requirements, and then finds no difference', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      const extra = `issuer: https://id.example.com\n        audience: push\n        tokenMinutesMax: 30`
      await write(slug, fileOf(slug, { extra }))
      const planned = await run('plan', '--folder', folder)
      expect(planned.out).toContain('Issuer of User-Tokens: none → https://id.example.com')
      expect(await run('apply', '--folder', folder)).toMatchObject({ code: 0, err: '' })
      expect((await run('plan', '--folder', folder)).code).toBe(0)
      await (await ofCompany(api, slug))('pull', '--folder', folder)
      const pulled = await readFile(join(folder, `${slug}.yaml`), 'utf8')
      expect(pulled).toMatch(/issuer: https:\/\/id\.example\.com\n\s+audience: push\n\s+tokenMinutesMax: 30/)
      expect((await run('plan', '--folder', folder)).code).toBe(0)
    }))

  it('reports a missing token, an unreachable server, and an unknown argument in a sentence', async () => {
    const said: string[] = []
    const world = { say: (line: string) => said.push(line), complain: (line: string) => said.push(line) }
    expect(await pushdesk(['plan'], { ...world, variables: {} })).toBe(1)
    const nobody = { PUSHDESK_URL: 'http://127.0.0.1:1', PUSHDESK_TOKEN: 'st_x' }
    await write('a', fileOf('a'))
    expect(await pushdesk(['plan', '--folder', folder], { ...world, variables: nobody })).toBe(1)
    expect(await pushdesk(['wrong'], { ...world, variables: {} })).toBe(1)
    expect(said.join('\n')).toMatch(/PUSHDESK_TOKEN.*doesn’t respond.*unknown command/s)
  })
})
