import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'
import { commandLine, contentWith, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('pushdesk apply', () => {
  it('creates a company with its app from a file, and changes nothing when applied again', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      const planned = await run('plan', '--folder', folder.path)
      expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('Create the company “Northwind Bank”') })
      const done = await run('apply', '--folder', folder.path)
      expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining('changes were made') })
      expect(await run('plan', '--folder', folder.path)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^No difference/),
      })
      expect(await run('apply', '--folder', folder.path)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Nothing to do/),
      })
    }))

  it('describes a prompt change in the review’s words', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      await folder.write(slug, fileOf(slug, { share: 25_000 }))
      const planned = await run('plan', '--folder', folder.path)
      expect(planned.code).toBe(2)
      expect(planned.out).toMatch(/ios\/sandbox: Prompt › .*25%/)
      const json = JSON.parse((await run('plan', '--folder', folder.path, '--json')).out)
      expect(json.changes).toMatchObject([{ where: `${slug}/ios/sandbox` }])
    }))

  it('asks for confirmation in production before changing anything', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      await folder.write(
        slug,
        fileOf(slug)
          .replace('requiresIdentity: true', 'requiresIdentity: false')
          .replace('name: Northwind Bank', 'name: Northwind'),
      )
      const refused = await run('apply', '--folder', folder.path)
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`--confirm ${slug}`) })
      expect((await run('plan', '--folder', folder.path)).out).toContain('Name: “Northwind Bank” → “Northwind”')
      expect(await run('apply', '--folder', folder.path, '--confirm', slug)).toMatchObject({ code: 0 })
    }))

  it('renames an app and its company together with their production prompts, which are confirmed with the old names', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      const prompt = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: contentWith(50_000) })
      await folder.write(
        slug,
        fileOf(slug)
          .replace('name: Northwind Bank', `name: Northwind\nprompts:\n  production: ${prompt}`)
          .replace('name: iOS Banking', 'name: iOS')
          .replace('production:\n', `production:\n        prompt: ${prompt}\n`),
      )
      const { out } = await run('plan', '--folder', folder.path)
      expect(out).toContain('Name: “iOS Banking” → “iOS”')
      const sure = ['--confirm', 'iOS Banking', '--confirm', 'Northwind Bank', '--comment', 'Launch']
      expect(await run('apply', '--folder', folder.path, ...sure)).toMatchObject({ code: 0, err: '' })
      expect(await run('plan', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    }))

  it('asks for confirmation before removing a company API in production', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      const withApiOf = (value: string) =>
        fileOf(slug).replace('requiresIdentity: true', `requiresIdentity: true\n        companyApi: ${value}`)
      await folder.write(slug, withApiOf('{ url: https://93.184.216.34/a, usedFor: uuid }'))
      expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
      await folder.write(slug, withApiOf('null'))
      expect(await run('apply', '--folder', folder.path)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`--confirm ${slug} for ${slug}/ios/production`),
      })
      expect(await run('apply', '--folder', folder.path, '--confirm', slug)).toMatchObject({ code: 0, err: '' })
    }))
})
