import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { makeDelivery, unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { Api } from './api'
import { whyNot } from './apply'
import { changesFor } from './changes'
import { readConfig } from './files'
import { commandLine, companyNamed, fileOf, sandboxOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('pushdesk apply', () => {
  it('doesn’t archive an app with queued deliveries, and undoes the changes before it', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      const { id: environmentId } = await sandboxOf(api, slug)
      await makeDelivery(api.db, { environmentId, state: 'queued' })
      await folder.write(
        slug,
        fileOf(slug)
          .replace('name: Northwind Bank', 'name: Northwind')
          .replace('slug: ios', 'slug: ios\n    archived: true'),
      )
      const refused = await run('apply', '--folder', folder.path, '--confirm', slug)
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
      await folder.write(slug, fileOf(slug))
      await run('apply', '--folder', folder.path)
      await folder.write(slug, fileOf(slug, { share: 5_000 }).replace('name: Northwind Bank', 'name: Northwind'))
      const { token } = await makeServiceToken(api.db)
      const reached = new Api({ url: api.url, token })
      const changes = await changesFor(reached, await readConfig(folder.path, {}))
      expect((await run('off', `${slug}/ios/sandbox`)).code).toBe(0)
      expect(await whyNot(reached, changes)).toEqual([
        expect.stringMatching(
          /\.yaml:\d+: apps\[0\]\.environments\.sandbox\.prompt: Someone saved the prompt in the meantime\. It’s at revision 2 now\./,
        ),
      ])
    }))

  it('leaves nothing behind when the server fails midway', () =>
    withApi(async (api) => {
      const run = await commandLine(api)
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await api.db.execute(sql`create or replace function pg_temp.fail_late() returns trigger language plpgsql as
        $$ begin raise exception 'the disk is gone'; end $$`)
      await api.db.execute(sql`create trigger fail_late before insert on prompt_revisions for each row
        execute function pg_temp.fail_late()`)
      const failed = await run('apply', '--folder', folder.path)
      await api.db.execute(sql`drop trigger fail_late on prompt_revisions`)
      expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed') })
      expect(await companyNamed(api, slug)).toBeUndefined()
      expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    }))
})
