import { expect, it } from 'vitest'
import { tellIncident } from '@/lib/incidents/words'
import { detectIncidents } from './detect'
import { makeWaiting, withEmptyQueue } from './testing/empty-queue'
import { here } from './testing/here'

it.each([
  ['a request has no response', true, 'timeout', 'nobody'],
  ['no connection took a request', false, 'connect_failed', 'operator'],
])('reports an APNs outage if %s after nine seconds', (_, isRequested, reason, who) =>
  withEmptyQueue(async (db) => {
    const { environmentId, own } = await here(db)
    const now = new Date()
    const dueAt = new Date(now.getTime() - 10_000)
    await makeWaiting(db, environmentId, dueAt, { leasedUntil: new Date(now.getTime() + 10_000), isRequested })
    await detectIncidents(db, { now })
    const [incident] = await own()
    expect(incident).toMatchObject({ cause: 'apns_unavailable', facts: { reason } })
    expect(tellIncident('apns_unavailable', incident?.facts ?? {}, { isOpen: true }).nextAction).toMatchObject({ who })
  }),
)

it('reports no APNs outage because of requests whose worker has died', () =>
  withEmptyQueue(async (db) => {
    const { environmentId, own } = await here(db)
    const now = new Date()
    const leasedUntil = new Date(now.getTime() + 5_000)
    await makeWaiting(db, environmentId, new Date(now.getTime() - 10_000), { leasedUntil, isRequested: true })
    await detectIncidents(db, { now })
    expect(await own()).toEqual([])
  }))
