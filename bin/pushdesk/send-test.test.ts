import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'
import { commandLine, fileOf, sandboxOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

describe('pushdesk send-test', () => {
  it('continues when the server accepts more, and reports progress while waiting', () =>
    withApi(async (api) => {
      const slug = unique('northwind')
      await folder.write(slug, fileOf(slug))
      await (await commandLine(api))('apply', '--folder', folder.path)
      const { id: environmentId } = await sandboxOf(api, slug)
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
