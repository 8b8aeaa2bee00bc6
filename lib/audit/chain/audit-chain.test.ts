import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { tamperWithAudit } from '@/db/tampered-audit'
import { inRollback } from '@/db/testing'
import { sealAudit } from './seal-audit'
import { streamAudit } from './stream-audit'
import { verifyAudit } from './verify-audit'

async function sealAll(db: Db) {
  while ((await sealAudit(db)) > 0);
}

async function entries(db: Db, ...names: string[]) {
  for (const actorName of names)
    await insertAuditEntry(db, {
      ...{ action: 'test', actorKind: 'system', actorName, requestId: 'test', after: { b: 1, a: ['x', null] } },
      ...{ subjectKind: 'test', subjectId: actorName },
    })
  await sealAll(db)
}

it('an untouched log verifies, and the result names its last seal', () =>
  inRollback(async (db) => {
    await entries(db, 'one', 'two')
    const { faults, last, unsealed } = await verifyAudit(db)
    expect({ faults, unsealed }).toEqual({ faults: [], unsealed: 0 })
    await entries(db, 'three')
    const after = await verifyAudit(db)
    expect(after.last?.number).toBe((last?.number ?? 0) + 1)
    expect(after.last?.seal).not.toBe(last?.seal)
  }))

it.each([
  ['changed', 'actor'],
  ['changed', 'content'],
  ['missing', 'removal'],
] as const)('an entry that is %s is reported: %s', (fault, how) =>
  inRollback(async (db) => {
    await entries(db, 'one', 'two', 'three')
    await tamperWithAudit(db, how)
    const { faults } = await verifyAudit(db)
    expect(faults).toEqual([{ number: expect.any(Number), entryId: expect.any(String), fault }])
  }),
)

it('an entry inserted among old ones has no seal and is reported as unsealed', () =>
  inRollback(async (db) => {
    await entries(db, 'one')
    await insertAuditEntry(db, {
      ...{ action: 'test', actorKind: 'system', actorName: 'Slipped in', createdAt: new Date('2020-01-01') },
      ...{ subjectKind: 'test', subjectId: 'old' },
    })
    await sealAll(db)
    expect(await verifyAudit(db)).toMatchObject({ faults: [], unsealed: 1 })
  }))

it('the log is streamed in order, from when streaming was turned on, and resent after a failure', () =>
  inRollback(async (db) => {
    const took: { number: number; subjectId: string; type: string }[] = []
    const sink = async (lines: string) =>
      void took.push(
        ...lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
    await entries(db, 'before')
    expect(await streamAudit(db, { to: 'test', sink })).toBe(0)
    await entries(db, 'one', 'two')
    const down = () => Promise.reject(new Error('down'))
    await expect(streamAudit(db, { to: 'test', sink: down })).rejects.toThrow('down')
    expect(await streamAudit(db, { to: 'test', sink })).toBe(2)
    expect(await streamAudit(db, { to: 'test', sink })).toBe(0)
    expect(took.map(({ subjectId, type }) => [type, subjectId])).toEqual([
      ['pushdesk.audit', 'one'],
      ['pushdesk.audit', 'two'],
    ])
    expect(took[1]?.number).toBe((took[0]?.number ?? 0) + 1)
  }))
