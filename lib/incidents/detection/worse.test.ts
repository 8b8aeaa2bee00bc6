import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint } from '@/db/factories'
import { changeIncident, eventsOfIncident } from '@/db/queries/incidents/incidents'
import { inRollback } from '@/db/testing'
import { at, here, type WatchedPlace } from './testing/here'

describe('trouble that becomes worse', () => {
  const timeline = async (db: Db, { own }: WatchedPlace) => {
    const [incident] = await own()
    return (await eventsOfIncident(db, { incidentId: incident?.id ?? '', limit: 10 })).map(({ kind }) => kind)
  }

  it('is one incident with the worse cause and severity, until that cause is over for a while', () =>
    inRollback(async (db) => {
      const mine = await here(db)
      const { attempts, look, own } = mine
      await attempts(10, null, -3, { durationMs: 40_000 })
      await look(0)
      expect(await own()).toMatchObject([{ cause: 'apns_slow', severity: 'warning' }])
      await attempts(10, 'ServiceUnavailable', 3)
      await look(5)
      expect(await own()).toMatchObject([
        { cause: 'apns_unavailable', severity: 'critical', closedAt: null, facts: { reason: 'ServiceUnavailable' } },
      ])
      expect(await timeline(db, mine)).toEqual(['opened', 'changed'])
      await attempts(10, null, 15, { durationMs: 40_000 })
      await look(20)
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable', severity: 'critical' }])
      await look(25)
      await look(31)
      expect(await own()).toMatchObject([{ cause: 'apns_slow', severity: 'warning', closedAt: null }])
      expect(await timeline(db, mine)).toEqual(['opened', 'changed', 'changed'])
    }))

  it('loses the acknowledgement and the mute of its warning', () =>
    inRollback(async (db) => {
      const mine = await here(db)
      await mine.attempts(10, null, -3, { durationMs: 40_000 })
      await mine.look(0)
      const [warning] = await mine.own()
      const handled = { acknowledgedAt: at(1), acknowledgedBy: 'Ines', mutedUntil: at(7_200), muteReason: 'Known' }
      await changeIncident(db, { id: warning?.id ?? '', ...handled })
      await mine.look(2)
      expect(await mine.own()).toMatchObject([{ acknowledgedBy: 'Ines', muteReason: 'Known' }])
      await mine.attempts(10, 'ServiceUnavailable', 3)
      await mine.look(5)
      expect(await mine.own()).toMatchObject([{ severity: 'critical', acknowledgedAt: null, mutedUntil: null }])
    }))

  it('turns a slow company API into a failing one after errors, but not after a mere pause', () =>
    inRollback(async (db) => {
      const { environmentId, attempts, look } = await here(db)
      const ofCompany = { transport: 'company_api' }
      await attempts(5, 'timeout', -3, ofCompany)
      expect(await look(0)).toEqual(['company_api_slow'])
      await makeCompanyEndpoint(db, { environmentId, failuresInRow: 6, openUntil: at(100) })
      expect(await look(3)).toEqual(['company_api_slow'])
      await attempts(20, 'http_500', 5, ofCompany)
      expect(await look(8)).toEqual(['company_api_failing'])
      await attempts(5, 'timeout', 10, ofCompany)
      expect(await look(12)).toEqual(['company_api_failing'])
    }))
})
