import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { makeManyDevices } from '@/db/many-devices'
import { inRollback } from '@/db/testing'
import { lookUp } from '@/lib/look-up/look-up'
import { signedIn } from '@/lib/testing/contexts'
import { exportDevices } from './export-devices'
import { countDevicesByFacet, listDevices } from './list-devices'

const deviceCount = 3_000

/** Makes 3,000 devices, each with its own customer. All user IDs start with the same text. */
async function crowd(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
  const text = unique('crowd')
  await makeManyDevices(db, { environmentId, text, count: deviceCount })
  const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
  return { environmentId, text, ctx }
}

describe('a search that finds thousands of devices', () => {
  it('counts them all, lists the newest first, and pages to the last', () =>
    inRollback(async (db) => {
      const { ctx, environmentId, text } = await crowd(db)
      const { count, facets } = await countDevicesByFacet(ctx, { environmentId, text })
      expect(count).toBe(deviceCount)
      expect(facets.find(({ facet }) => facet === 'status')?.values).toEqual([
        { value: 'active', count: deviceCount * 0.9 },
        { value: 'disabled', count: deviceCount * 0.1 },
      ])
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listDevices>> = await listDevices(ctx, {
          environmentId,
          text,
          after,
          limit: 200,
        })
        seen.push(...page.devices.map(({ userId }) => userId ?? ''))
        after = page.next
      } while (after)
      const newestFirst = Array.from(
        { length: deviceCount },
        (_, index) => `${text}-${String(index + 1).padStart(4, '0')}`,
      )
      expect(seen).toEqual(newestFirst)
    }))

  it('can be narrowed by other filters and by more text', () =>
    inRollback(async (db) => {
      const { ctx, environmentId, text } = await crowd(db)
      const list = async (more: Partial<Parameters<typeof listDevices>[1]>) =>
        (await listDevices(ctx, { environmentId, text, limit: 3, ...more })).devices.map(({ userId }) =>
          userId?.slice(text.length + 1),
        )
      expect(await list({ status: ['disabled'] })).toEqual(['0010', '0020', '0030'])
      expect(await list({ order: 'registered' })).toEqual(['3000', '2999', '2998'])
      expect(await list({ text: `${text}-29` })).toEqual(['2900', '2901', '2902'])
    }))

  it('is exported completely', () =>
    inRollback(async (db) => {
      const { ctx, environmentId, text } = await crowd(db)
      const { rows, csv, isCut } = await exportDevices(ctx, { environmentId, text })
      expect({ rows, isCut }).toEqual({ rows: deviceCount, isCut: false })
      expect(csv.trimEnd().split('\r\n')).toHaveLength(deviceCount + 1)
    }))

  it('shows some of thousands of matches, or the newest of a hundred, in the look-up box, and says which', () =>
    inRollback(async (db) => {
      const { ctx, text } = await crowd(db)
      const found = async (asked: string) =>
        (await lookUp(ctx, { text: asked })).groups.find(({ kind }) => kind === 'device')
      const many = await found(text)
      expect(many?.hits).toHaveLength(8)
      expect(many?.cut).toBe('The first 8 matches. Type more to narrow the search.')
      const some = await found(`${text}-29`)
      expect(some?.hits[0]?.detail).toContain(`${text}-2900`)
      expect(some?.cut).toBe('The newest 8. Type more to narrow the search.')
    }))
})
