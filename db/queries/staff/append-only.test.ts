import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { inRollback } from '@/db/testing'
import { entriesAbout, insertAuditEntry } from './audit'

const causeOf = (error: unknown) => String(error instanceof Error ? (error.cause ?? error) : error)

describe('the audit log', () => {
  it.each([
    'update audit_entries set actor_name = null',
    'delete from audit_entries',
    'truncate audit_entries',
    'truncate audit_entries cascade',
  ])('rejects: %s', (statement) =>
    inRollback(async (db) => {
      const subjectId = crypto.randomUUID()
      await insertAuditEntry(db, {
        ...{ action: 'test', actorKind: 'system', actorName: 'Test', requestId: 'test' },
        ...{ subjectKind: 'test', subjectId },
      })
      const attempt = db.transaction((tx: Db) => tx.execute(sql.raw(statement)))
      expect(causeOf(await attempt.catch((error: unknown) => error))).toContain('append-only')
      expect(await entriesAbout(db, { subjectKind: 'test', subjectId })).toHaveLength(1)
    }),
  )
})
