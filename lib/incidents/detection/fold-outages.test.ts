import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery } from '@/db/factories'
import { eventsOfIncident } from '@/db/queries/incidents/incidents'
import { inRollback } from '@/db/testing'
import { detectIncidents } from './detect'
import { at, here, type WatchedPlace } from './testing/here'

describe('APNs unavailable for several companies', () => {
  const atApple = (db: Db, name: 'production' | 'sandbox' = 'production') => here(db, { apnsServer: 'apple', name })
  const ofApns = (db: Db) => db.query.incidents.findMany({ where: (incident, { eq }) => eq(incident.scopeKey, 'apns') })
  const open = async (one: WatchedPlace) => (await one.own()).filter(({ closedAt }) => !closedAt)

  it('is one platform incident until it is over for all of its companies', () =>
    inRollback(async (db) => {
      const [first, second, healthy] = [await atApple(db), await atApple(db), await atApple(db)]
      for (const one of [first, second])
        await makeDelivery(db, { environmentId: one.environmentId, state: 'retrying', reason: 'ServiceUnavailable' })
      for (const one of [first, second]) await one.attempts(4, 'ServiceUnavailable', -3)
      await healthy.attempts(20, null, -3)
      await first.look(0)
      expect([await open(first), await open(second)]).toEqual([[], []])
      expect(await ofApns(db)).toMatchObject([
        {
          companyId: null,
          facts: { companies: 2, failed: 8, attempts: 8, host: 'production' },
          affected: { waiting: 2 },
          affectedByCompany: { [first.companyId]: { waiting: 1 }, [second.companyId]: { waiting: 1 } },
        },
      ])
      await first.attempts(20, null, 42)
      await first.look(60)
      expect(await ofApns(db)).toMatchObject([{ closedAt: null, quietSince: null }])
      await second.attempts(20, null, 62)
      for (const second of [80, 91, 102]) await first.look(second)
      const places = [first, second].map(({ environmentId, companyId }) => ({ environmentId, companyId }))
      expect(await ofApns(db)).toMatchObject([
        { closedAt: at(91), facts: { reach: { environments: expect.arrayContaining(places), transport: 'apns' } } },
      ])
    }))

  it('takes over the incident that one company had first', () =>
    inRollback(async (db) => {
      const [first, second] = [await atApple(db), await atApple(db)]
      await first.attempts(4, 'ServiceUnavailable', -3)
      expect(await first.look(0)).toEqual(['apns_unavailable'])
      await second.attempts(4, 'ServiceUnavailable', 3)
      await first.attempts(4, 'ServiceUnavailable', 3)
      expect(await first.look(6)).toEqual(['apns_unavailable closed'])
      expect(await second.own()).toEqual([])
      const [whole] = await ofApns(db)
      expect(whole).toMatchObject({ cause: 'apns_unavailable', closedAt: null })
      const part = async () => {
        const [incident] = await first.own()
        const events = await eventsOfIncident(db, { incidentId: incident?.id ?? '', limit: 10 })
        return { facts: incident?.facts, kinds: events.map(({ kind }) => kind) }
      }
      expect(await part()).toMatchObject({ facts: { joined: whole?.id }, kinds: ['opened', 'changed'] })
      for (const one of [first, second]) await one.attempts(20, null, 42)
      for (const second of [60, 71]) await first.look(second)
      expect(await ofApns(db)).toMatchObject([{ closedAt: at(71) }])
      expect(await first.own()).toMatchObject([{ closedAt: at(71), facts: { failed: expect.any(Number) } }])
      expect(await part()).toMatchObject({
        facts: expect.not.objectContaining({ joined: whole?.id }),
        kinds: ['opened', 'changed', 'closed'],
      })
    }))

  it('is one incident per APNs host, and never one of simulators', () =>
    inRollback(async (db) => {
      const production = [await atApple(db), await atApple(db)]
      const sandbox = [await atApple(db, 'sandbox'), await atApple(db, 'sandbox')]
      const simulated = [await here(db), await here(db, { name: 'production' })]
      for (const one of [...production, ...sandbox, ...simulated]) await one.attempts(4, 'ServiceUnavailable', -3)
      await detectIncidents(db, { now: at(0) })
      const ofPlatform = await db.query.incidents.findMany({
        where: (incident, { isNull, and }) => and(isNull(incident.companyId), isNull(incident.closedAt)),
        orderBy: (incident, { asc }) => asc(incident.scopeKey),
      })
      expect(ofPlatform).toMatchObject([
        { scopeKey: 'apns', facts: { companies: 2, host: 'production' } },
        { scopeKey: 'apns sandbox', facts: { companies: 2, host: 'sandbox' } },
      ])
      for (const one of simulated) expect(await open(one)).toMatchObject([{ cause: 'apns_unavailable' }])
    }))

  it('isn’t one incident if one company fails in production and another in sandbox', () =>
    inRollback(async (db) => {
      const all = [await atApple(db), await atApple(db, 'sandbox')]
      for (const one of all) await one.attempts(4, 'ServiceUnavailable', -3)
      await detectIncidents(db, { now: at(0) })
      expect(await ofApns(db)).toEqual([])
      for (const one of all) expect(await open(one)).toHaveLength(1)
    }))
})
