import { expect, it } from 'vitest'
import { makeIncident, makePlace } from '@/db/incident-factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const base = '/api/v1/manage/incidents'

it('lists open incidents in the token’s companies and on the whole platform', () =>
  withApi(async ({ ask, db }) => {
    const [own, other] = [await makePlace(db), await makePlace(db)]
    const mine = await makeIncident(db, own)
    const closed = await makeIncident(db, { ...own, cause: 'apns_slow', closedAt: new Date() })
    const theirs = await makeIncident(db, other)
    const company = { customers: 1, waiting: 2, lost: 0 }
    const everywhere = await makeIncident(db, {
      cause: 'no_worker',
      facts: {},
      affected: { customers: 9, waiting: 9, lost: 9 },
      affectedByCompany: { [own.companyId]: company, [other.companyId]: { customers: 8, waiting: 7, lost: 9 } },
    })
    const { token: key } = await makeServiceToken(db, { role: 'viewer', companyIds: [own.companyId] })
    const { body } = await ask('get', `${base}?state=open&limit=200`, { key })
    const found = (id: string) => body.incidents.find((one: { id: string }) => one.id === id)
    expect(found(mine.id)).toMatchObject({
      cause: 'apns_unavailable',
      scope: { company: expect.any(String), app: expect.any(String), environment: 'sandbox' },
      state: 'open',
      closedAt: null,
      affected: { customers: 3, waiting: 5, lost: 1 },
      sentence: expect.stringContaining('APNs isn’t available: 12 of 12 requests'),
      nextAction: { who: 'nobody', sentence: expect.any(String) },
    })
    expect([found(closed.id), found(theirs.id)]).toEqual([undefined, undefined])
    expect(found(everywhere.id)).toMatchObject({ scope: {}, affected: company, nextAction: { who: 'operator' } })
    expect((await ask('get', `${base}/${theirs.id}`, { key })).status).toBe(404)
  }))

it('acknowledges, mutes until a time with a reason, and adds notes, once and in the timeline', () =>
  withApi(async ({ ask, db }) => {
    const own = await makePlace(db)
    const { id } = await makeIncident(db, own)
    const { token: key } = await makeServiceToken(db, { role: 'support', companyIds: [own.companyId] })
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const acknowledged = await ask('post', `${base}/${id}/acknowledge`, { key })
    expect(acknowledged.body.incident.acknowledgedBy).toEqual(expect.any(String))
    expect((await ask('post', `${base}/${id}/acknowledge`, { key })).status).toBe(409)
    expect((await ask('post', `${base}/${id}/mute`, { key, body: { until } })).status).toBe(400)
    const past = { until: '2026-01-01T00:00:00Z', reason: 'Maintenance' }
    expect((await ask('post', `${base}/${id}/mute`, { key, body: past })).status).toBe(400)
    const muted = await ask('post', `${base}/${id}/mute`, { key, body: { until, reason: 'Maintenance' } })
    expect(muted.body.incident).toMatchObject({ mutedUntil: until, muteReason: 'Maintenance' })
    const noted = await ask('post', `${base}/${id}/notes`, { key, body: { text: 'Called Apple.' } })
    expect(noted.status).toBe(201)
    expect((await ask('delete', `${base}/${id}/mute`, { key })).body.incident.mutedUntil).toBeNull()
    const { body } = await ask('get', `${base}/${id}`, { key })
    expect(body.incident.timeline.map((event: { kind: string }) => event.kind)).toEqual([
      'acknowledged',
      'muted',
      'note',
      'unmuted',
    ])
  }))

it('platform incidents can be changed only with access to all companies', () =>
  withApi(async ({ ask, db }) => {
    const own = await makePlace(db)
    const { id } = await makeIncident(db, { cause: 'no_worker', facts: {} })
    const { token } = await makeServiceToken(db, { role: 'support', companyIds: [own.companyId] })
    expect((await ask('post', `${base}/${id}/acknowledge`, { key: token })).status).toBe(403)
    const { token: key } = await makeServiceToken(db)
    expect((await ask('post', `${base}/${id}/acknowledge`, { key })).status).toBe(200)
  }))
