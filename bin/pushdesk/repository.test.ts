import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { remoteName } from './repository'
import { commandLine, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('a folder in a Git repository', () => {
  it('is named on the prompt without the credentials in its URL, and a change on the page is drift', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      await folder.becomesRepository('https://robot:hidden-password@git.example.com/northwind/settings.git')
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
      expect(await run('plan', '--folder', folder.path)).toMatchObject({ code: 0 })
      const { token: key } = await makeServiceToken(api.db)
      const managed = async () =>
        (await api.ask('get', `/api/v1/manage/companies/${slug}/apps/ios/environments/sandbox/prompt`, { key })).body
          .managedFrom
      const named = { repository: 'git.example.com/northwind/settings', file: `${slug}.yaml` }
      expect(await managed()).toEqual({ ...named, hasDrifted: false })
      expect((await run('off', `${slug}/ios/sandbox`)).code).toBe(0)
      expect(await managed()).toEqual({ ...named, hasDrifted: true })
      expect((await run('plan', '--folder', folder.path)).code).toBe(2)
      expect((await run('apply', '--folder', folder.path)).code).toBe(0)
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
