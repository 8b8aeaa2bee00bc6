import { expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine, companyNamed, contentWith, fileOf, ofCompany } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

it('archives a company and restores it from the file, each with a confirmation', () =>
  withApi(async (api) => {
    const slug = unique('northwind')
    const run = await commandLine(api)
    const write = (text: string) => folder.write(slug, text)
    await write(fileOf(slug))
    await run('apply', '--folder', folder.path)
    const [company, app] = ['name: Northwind Bank\n', 'slug: ios\n']
    for (const part of [company, app]) {
      await write(fileOf(slug).replace(part, `${part}${part === app ? '  ' : ''}  archived: true\n`))
      expect((await run('apply', '--folder', folder.path)).err).toContain(`--confirm ${slug}`)
      expect((await run('apply', '--folder', folder.path, '--confirm', slug)).code).toBe(0)
      expect((await run('plan', '--folder', folder.path)).code).toBe(0)
      await write(fileOf(slug))
      expect((await run('apply', '--folder', folder.path)).err).toContain(`--confirm ${slug}`)
      expect(await run('apply', '--folder', folder.path, '--confirm', slug)).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining('run “apply” again for its other differences'),
      })
      expect((await run('plan', '--folder', folder.path)).code).toBe(0)
    }
  }))

it.each(['', '/apps/ios'])('pulling over older files keeps it archived: %s', (part) =>
  withApi(async (api) => {
    const slug = unique('northwind')
    const run = await commandLine(api)
    await folder.write(slug, fileOf(slug))
    await run('apply', '--folder', folder.path)
    const { token: key } = await makeServiceToken(api.db)
    const path = `/api/v1/manage/companies/${slug}`
    expect((await api.ask('post', `${path}${part}/archive`, { key })).status).toBe(200)
    const pull = await ofCompany(api, slug)
    expect(await pull('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await folder.read(slug)).toContain('archived: true')
    expect(await run('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing/),
    })
    if (!part) expect(await companyNamed(api, slug)).toMatchObject({ archivedAt: expect.any(Date) })
  }),
)

it('pull removes a deleted platform prompt from an older file', () =>
  withApi(async (api) => {
    const prompt = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: contentWith(50_000) })
    await folder.write('platform', `schema: 1\nplatform:\n  prompts:\n    sandbox: ${prompt}\n`)
    const { token } = await makeServiceToken(api.db, { role: 'viewer', companyIds: [api.environment.id] })
    const viewer = await commandLine(api, { PUSHDESK_TOKEN: token })
    expect(await viewer('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await folder.read('platform')).toContain('sandbox: null')
    expect(await viewer('plan', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
  }))
