import { expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import type { Refused } from '@/lib/errors'
import { signedIn } from '@/lib/testing/contexts'
import { chartDeliveries } from './chart-deliveries'

const moments = [
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-01-01T00:00:00.001Z',
  '2026-01-01T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'soon',
  undefined,
]

it('charts any range of dates, or rejects it as invalid input', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const ctx = await signedIn(db, { role: 'admin' })
    for (const from of moments)
      for (const until of moments) {
        const filters = { from: from && new Date(from), until: until && new Date(until) } as {
          from?: Date
          until?: Date
        }
        const told = await chartDeliveries(ctx, { environmentId, filters }).catch((error: unknown) => error)
        if (told instanceof Error)
          expect(told, `${from} to ${until}`).toMatchObject({ reason: 'invalid' } satisfies Partial<Refused>)
      }
  }))
