import { describe, expect, it } from 'vitest'
import { changeAppRow } from '@/db/queries/archive'
import { inRollback } from '@/db/testing'
import { here, start, type WatchedPlace } from './testing/here'

describe('an incident without traffic stays open', () => {
  const slowly = { durationMs: 40_000 }
  const ofCompany = { transport: 'company_api' }
  type Act = (here: WatchedPlace, second: number) => Promise<unknown>
  const goodPush: Act = ({ attempts }, second) => attempts(1, null, second, ofCompany)
  it.each([
    [
      'registrations_refused',
      ({ calls }, second) => calls('registration', 'identity_token_invalid', 6, second),
      ({ calls }, second) => calls('registration', null, 1, second),
    ],
    [
      'evaluations_refused',
      ({ calls }, second) => calls('evaluation', 'key_invalid', 6, second),
      ({ calls }, second) => calls('evaluation', null, 1, second),
    ],
    ['company_api_credentials_refused', ({ attempts }, second) => attempts(3, 'http_401', second, ofCompany), goodPush],
    ['company_api_failing', ({ attempts }, second) => attempts(4, 'http_503', second, ofCompany), goodPush],
    ['company_api_slow', ({ attempts }, second) => attempts(4, 'timeout', second, ofCompany), goodPush],
    [
      'apns_slow',
      ({ attempts }, second) => attempts(10, null, second, slowly),
      ({ attempts }, second) => attempts(1, null, second),
    ],
    [
      'dead_tokens_rising',
      ({ attempts }, second) => attempts(20, 'Unregistered', second),
      ({ attempts }, second) => attempts(10, null, second),
    ],
  ] as [string, Act, Act][])('until a request succeeds: %s', (cause, fail, succeed) =>
    inRollback(async (db) => {
      const mine = await here(db)
      await fail(mine, -3)
      expect(await mine.look(0)).toEqual([cause])
      for (const second of [70, 85, 290, 310, 400, 18_000, 18_015]) expect(await mine.look(second)).toEqual([cause])
      expect(await mine.own()).toMatchObject([{ facts: { silentSince: expect.any(String) } }])
      await succeed(mine, 18_020)
      await mine.look(18_030)
      expect(await mine.look(18_045)).toEqual([`${cause} closed`])
      const [closed] = await mine.own()
      expect(closed?.facts).not.toHaveProperty('silentSince')
    }),
  )

  it('for a day at most, and its timeline says why it closed', () =>
    inRollback(async (db) => {
      const { calls, look, own } = await here(db)
      await calls('registration', 'key_invalid', 6, -3)
      await look(0)
      for (const second of [400, 86_700]) expect(await look(second)).toEqual(['registrations_refused'])
      expect(await look(86_900)).toEqual(['registrations_refused closed'])
      const [incident] = await own()
      const told = await db.query.incidentEvents.findMany({
        where: (event, { and, eq }) => and(eq(event.incidentId, incident?.id ?? ''), eq(event.kind, 'closed')),
      })
      expect(told).toMatchObject([{ text: 'For a day nothing came that shows whether it’s over.' }])
    }))

  it('unless the app was archived', () =>
    inRollback(async (db) => {
      const { calls, look, appId } = await here(db)
      await calls('registration', 'key_invalid', 6, -3)
      await look(0)
      await changeAppRow(db, { appId, archivedAt: start })
      await look(400)
      expect(await look(415)).toEqual(['registrations_refused closed'])
    }))

  it('if it is about slow responses, and the next one is still slow', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(10, null, -3, slowly)
      expect(await look(0)).toEqual(['apns_slow'])
      await attempts(1, null, 90, { durationMs: 4_000 })
      for (const second of [100, 115]) expect(await look(second)).toEqual(['apns_slow'])
      await attempts(1, null, 160)
      await look(165)
      expect(await look(180)).toEqual(['apns_slow closed'])
    }))
})
