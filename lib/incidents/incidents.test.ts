import { describe, expect, it } from 'vitest'
import { makeIncident, makePlace } from '@/db/incident-factories'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { signedIn } from '@/lib/testing/contexts'
import { acknowledgeIncident } from './acknowledge-incident'
import { listIncidents } from './list-incidents'
import { listOpenIncidents } from './list-open-incidents'
import { muteIncident, unmuteIncident } from './mute-incident'
import { noteIncident } from './note-incident'
import { showIncident } from './show-incident'

const until = new Date(Date.now() + 3_600_000)
const acts: [string, (ctx: StaffContext, incidentId: string) => Promise<unknown>][] = [
  ['acknowledges', (ctx, incidentId) => acknowledgeIncident(ctx, { incidentId })],
  ['mutes', (ctx, incidentId) => muteIncident(ctx, { incidentId, until, reason: 'Maintenance' })],
  ['unmutes', (ctx, incidentId) => unmuteIncident(ctx, { incidentId })],
  ['notes', (ctx, incidentId) => noteIncident(ctx, { incidentId, text: 'Called Apple.' })],
]

describe.each(acts)('a person who %s an incident', (_, act) => {
  it('has at least the support role, and access to the company', () =>
    inRollback(async (db) => {
      const [own, other] = [await makePlace(db), await makePlace(db)]
      const muted = { mutedUntil: until, muteReason: 'Before' }
      const mine = await makeIncident(db, { ...own, ...muted })
      const theirs = await makeIncident(db, { ...other, ...muted })
      const { companyId } = own
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
      await expect(act(viewer, mine.id)).rejects.toMatchObject({ reason: 'forbidden' })
      const support = await signedIn(db, { role: 'support', companyIds: [companyId] })
      await expect(act(support, theirs.id)).rejects.toMatchObject({ reason: 'not-found' })
      await act(support, mine.id)
      const { timeline } = await showIncident(viewer, { incidentId: mine.id })
      expect(timeline).toHaveLength(1)
    }))
})

it('pages incidents without gaps or overlap, and says that a closed one is over', () =>
  inRollback(async (db) => {
    const own = await makePlace(db)
    const first = await makeIncident(db, { ...own, openedAt: new Date('2026-01-01'), closedAt: new Date('2026-01-02') })
    const second = await makeIncident(db, { ...own, cause: 'apns_slow', openedAt: new Date('2026-01-03') })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [own.companyId] })
    const asked = { environmentId: own.environmentId, limit: 200 }
    const { incidents } = await listIncidents(ctx, asked)
    expect(incidents.filter(({ scope }) => scope.company).map(({ id }) => id)).toEqual([second.id, first.id])
    const after = `${second.openedAt.toISOString()}_${second.id}`
    const next = await listIncidents(ctx, { ...asked, after, state: 'closed' })
    expect(next.incidents.find(({ id }) => id === first.id)).toMatchObject({
      state: 'closed',
      nextAction: { who: 'nobody', sentence: expect.stringContaining('It’s over') },
    })
  }))

it('includes platform incidents in an environment’s list, but not those of another APNs host', () =>
  inRollback(async (db) => {
    const own = await makePlace(db, { name: 'production', apnsServer: 'apple' })
    const simulated = await makePlace(db, { name: 'sandbox' })
    const ofHost = (host: 'production' | 'sandbox') => makeIncident(db, { facts: { host, companies: 2 } })
    const [production, sandbox] = [await ofHost('production'), await ofHost('sandbox')]
    const all = await makeIncident(db, { cause: 'no_worker', facts: {} })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [own.companyId, simulated.companyId] })
    const shownIn = async (environmentId: string) => {
      const { incidents } = await listIncidents(ctx, { environmentId, limit: 200 })
      return [production, sandbox, all].map(({ id }) => incidents.some((one) => one.id === id))
    }
    expect(await shownIn(own.environmentId)).toEqual([true, false, true])
    expect(await shownIn(simulated.environmentId)).toEqual([false, false, true])
    const open = await listOpenIncidents(ctx, {})
    expect(open.find(({ id }) => id === sandbox.id)).toMatchObject({
      company: null,
      environment: 'sandbox',
      placeName: 'All companies, sandbox',
    })
  }))

it('describes the change just before an incident, by a person or by a deployment', () =>
  inRollback(async (db) => {
    const own = await makePlace(db)
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [own.companyId] })
    const at = '2026-01-01T12:00:00.000Z'
    const said = async (action: string, subject: string | null) => {
      const changeBefore = { action, subject, actorName: 'Ines', at }
      const { id } = await makeIncident(db, { ...own, changeBefore, closedAt: new Date() })
      return (await showIncident(ctx, { incidentId: id })).changeBefore
    }
    expect(await said('endpoint.change', null)).toBe('Company API changed by Ines at Jan 1, 2026, 12:00 UTC.')
    expect(await said('workers.start', '1.4.0')).toBe('Workers of version 1.4.0 started at Jan 1, 2026, 12:00 UTC.')
  }))

it('lists open incidents worst first, and names whose turn it is unless it is the reader’s', () =>
  inRollback(async (db) => {
    const own = await makePlace(db)
    const slow = await makeIncident(db, { ...own, cause: 'apns_slow', severity: 'warning', facts: { answerMs: 4_000 } })
    const key = await makeIncident(db, { ...own, cause: 'apns_key_missing', facts: { reason: 'no_credential' } })
    const shownTo = async (role: 'support' | 'integration_manager') => {
      const ctx = await signedIn(db, { role, companyIds: [own.companyId] })
      return (await listOpenIncidents(ctx, {})).filter(({ company }) => company !== null)
    }
    const support = await shownTo('support')
    expect(support.map(({ id }) => id)).toEqual([key.id, slow.id])
    expect(support[0]?.action).toMatch(/^The integration manager: Open Settings/)
    expect((await shownTo('integration_manager'))[0]?.action).toMatch(/^Open Settings/)
  }))
