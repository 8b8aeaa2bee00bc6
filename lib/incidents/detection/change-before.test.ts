import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { forgetWorkers, makeWorkerSeen } from '@/db/incident-factories'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { detectIncidents } from './detect'
import { at, here, start, type WatchedPlace } from './testing/here'

describe('the change just before', () => {
  const entry = (db: Db, given: Partial<Parameters<typeof insertAuditEntry>[1]>) =>
    insertAuditEntry(db, {
      action: 'prompt.publish_platform',
      actorKind: 'staff',
      actorName: 'Ines',
      subjectKind: 'prompt',
      createdAt: at(-60),
      ...given,
    })
  const found = async ({ own }: WatchedPlace) => (await own())[0]?.changeBefore
  const denied = async (mine: WatchedPlace) => {
    await mine.answers({ authorized: 60, denied: 20 }, -90_000)
    await mine.publish(-3_600)
    await mine.answers({ authorized: 10, denied: 15 }, -60)
  }

  it('may be one to the whole platform, but not one to another environment’s prompt', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      const [mine, others] = [await here(db), await here(db)]
      await denied(mine)
      await others.publish(-60)
      const prompt = async ({ appId }: WatchedPlace) =>
        (await db.query.promptConfigurations.findFirst({ where: (row, { eq }) => eq(row.appId, appId) }))?.id
      const began = new Date(start.getTime() - 3_600_000)
      const createdAt = new Date(began.getTime() - 60_000)
      await entry(db, { createdAt, subjectId: 'platform', subjectName: 'Platform · sandbox' })
      await entry(db, { createdAt: began, subjectId: await prompt(others), subjectName: 'Other' })
      await entry(db, { createdAt: began, action: 'prompt.propose' })
      await mine.look(0)
      expect(await found(mine)).toMatchObject({ action: 'prompt.publish_platform', subject: 'Platform · sandbox' })
    }))

  it('may be the start of a new worker version, but not of one that ran before', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      const [first, second] = [await here(db), await here(db)]
      await makeWorkerSeen(db, { at: at(-7_200), version: '1.3.0' })
      await first.attempts(4, 'http_500', -3, { transport: 'company_api' })
      await first.look(0)
      expect(await found(first)).toBeNull()
      await makeWorkerSeen(db, { at: at(-600), version: '1.3.0' })
      await makeWorkerSeen(db, { at: at(-300), version: '1.4.0' })
      await second.attempts(4, 'http_500', 3, { transport: 'company_api' })
      await second.look(6)
      expect(await found(second)).toEqual({
        action: 'workers.start',
        actorName: 'Pushdesk',
        subject: '1.4.0',
        at: at(-300).toISOString(),
      })
    }))

  it('is found for platform incidents too', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      await makeWorkerSeen(db, { at: at(-300), version: '1.4.0' })
      await detectIncidents(db, { now: at(0) })
      const row = await db.query.incidents.findFirst({
        where: (incident, { and, eq, isNull }) => and(eq(incident.cause, 'no_worker'), isNull(incident.closedAt)),
      })
      expect(row?.changeBefore).toMatchObject({ action: 'workers.start', subject: '1.4.0' })
    }))
})
