import { expect, it } from 'vitest'
import { makePlace } from '@/db/incident-factories'
import { setEventsSince } from '@/db/queries/events/recording'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { listEvents } from './list-events'

it('any staff of the company can read events, and no one else', () =>
  inRollback(async (db) => {
    const { environmentId, companyId } = await makePlace(db)
    await setEventsSince(db, { environmentId, since: new Date() })
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
    expect(await listEvents(viewer, { environmentId, limit: 50 })).toMatchObject({ events: [], hasMore: false })
    const stranger = await signedIn(db, { role: 'viewer', companyIds: [(await makePlace(db)).companyId] })
    await expect(listEvents(stranger, { environmentId, limit: 50 })).rejects.toMatchObject({ reason: 'not-found' })
  }))
