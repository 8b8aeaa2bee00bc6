import { describe, expect, it } from 'vitest'
import { makeCompany, unique } from '@/db/factories'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { exportAudit } from './export-audit'
import { listAudit } from './list-audit'
import { showAuditEntry } from './show-audit-entry'

const line = { actorKind: 'system' as const, actorName: 'Test', subjectKind: 'test' }

describe('the audit log', () => {
  it('pages from newest to oldest and back without losing or repeating an entry', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const action = unique('page')
      for (let count = 0; count < 120; count += 1)
        await insertAuditEntry(db, {
          ...line,
          action,
          createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(count / 3))),
        })
      const first = await listAudit(ctx, { action })
      const second = await listAudit(ctx, { action, after: first.older })
      const third = await listAudit(ctx, { action, after: second.older })
      const ids = [first, second, third].flatMap(({ entries }) => entries.map(({ id }) => id))
      expect(new Set(ids).size).toBe(120)
      expect(first.newer).toBeUndefined()
      expect(third.older).toBeUndefined()
      const back = await listAudit(ctx, { action, before: third.newer })
      expect(back.entries.map(({ id }) => id)).toEqual(second.entries.map(({ id }) => id))
      const start = await listAudit(ctx, { action, before: back.newer })
      expect(start).toMatchObject({ entries: first.entries, newer: undefined })
    }))

  it('shows a manager only the entries of their companies', () =>
    inRollback(async (db) => {
      const [own, others] = [await makeCompany(db), await makeCompany(db)]
      const action = unique('scope')
      await insertAuditEntry(db, { ...line, action, companyId: own.id })
      await insertAuditEntry(db, { ...line, action, companyId: others.id })
      await insertAuditEntry(db, { ...line, action })
      const admin = await signedIn(db, { role: 'admin' })
      const all = await listAudit(admin, { action })
      const manager = await signedIn(db, { role: 'integration_manager', companyIds: [own.id] })
      const { entries } = await listAudit(manager, { action })
      expect(all.entries).toHaveLength(3)
      expect(entries).toMatchObject([{ companyName: own.name }])
      const hidden = all.entries.find(({ companyName }) => companyName === others.name)
      await expect(showAuditEntry(manager, { entryId: hidden?.id ?? '' })).rejects.toMatchObject({
        reason: 'not-found',
      })
      const support = await signedIn(db, { role: 'support', companyIds: [own.id] })
      await expect(listAudit(support, {})).rejects.toMatchObject({ reason: 'forbidden' })
    }))

  it('filters by person, prefix of the subject’s name, and day', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const subjectName = unique('Subject')
      const createdAt = new Date('2026-02-03T23:59:59.000Z')
      await insertAuditEntry(db, { ...line, action: 'x.y', actorId: ctx.staff.id, subjectName, createdAt })
      const found = { person: ctx.staff.id, subject: subjectName.toLowerCase().slice(0, -2) }
      expect((await listAudit(ctx, { ...found, from: '2026-02-03', until: '2026-02-03' })).entries).toHaveLength(1)
      expect((await listAudit(ctx, { ...found, from: '2026-02-04' })).entries).toHaveLength(0)
    }))

  it('escapes formulas in an export and records the export', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const action = unique('csv')
      await insertAuditEntry(db, { ...line, action, subjectName: '=1+1' })
      const { csv } = await exportAudit(ctx, { action })
      expect(csv).toContain("'=1+1")
      const { entries } = await listAudit(ctx, { action: 'audit.export', person: ctx.staff.id })
      expect(entries).toHaveLength(1)
    }))
})
