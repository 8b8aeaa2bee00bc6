import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { columnsMatching } from '@/db/find-text'
import { otherSealed } from '@/db/queries/settings/sealed-values'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { columnNameOf, sealedColumns } from '@/db/sealed'
import { emptyDatabase, inRollback as inRollbackOf } from '@/db/testing'
import { atClosedPort } from '@/lib/apns/testing/closed-port'
import { sealAudit } from '@/lib/audit/chain/seal-audit'
import { verifyAudit } from '@/lib/audit/chain/verify-audit'
import { decrypt, findPlain, setEncryptionKey } from '@/lib/secrets'
import { allActs } from '@/lib/testing/acts/all-acts'
import { keysInUse } from './keys-in-use'
import { missingKeys } from './missing-keys'
import { rotateSecrets } from './rotate-secrets'
import { purposeOfRow, sealedPlaces } from './sealed-places'
import { makeSealedRows } from './testing/sealed-rows'

const [first, second] = ['1', '2'].map((digit) => digit.repeat(64))

// An own database: other tests’ rows were encrypted with other keys.
let own: Database
let endListening: () => void
beforeAll(async () => {
  own = await emptyDatabase()
  endListening = atClosedPort()
})
afterAll(async () => {
  endListening()
  setEncryptionKey(randomBytes(32).toString('hex'))
  await own.close()
})
const inRollback = (test: (db: Db) => Promise<void>) => inRollbackOf(test, own)

const sealedShape = '^v[12][.][^.]+[.][A-Za-z0-9_-]{16}[.][A-Za-z0-9_-]{22}[.]'
const sum = (rotated: { total: number; done: number }[]) =>
  rotated.reduce((all, { total, done }) => ({ total: all.total + total, done: all.done + done }), { total: 0, done: 0 })

async function storedValues(db: Db) {
  const values = new Map<string, string>()
  for (const [name, place] of sealedPlaces)
    for (const row of await otherSealed(db, place, { prefix: 'none', limit: 1_000 }))
      values.set(purposeOfRow(name, row), row.sealed)
  return values
}

it('every value is encrypted with the first key, so that the old one can be removed', () =>
  inRollback(async (db) => {
    setEncryptionKey(`${first}`)
    const made = await makeSealedRows(db)
    setEncryptionKey(`k2:${second},${first}`)
    const rotated = await rotateSecrets(db, { batch: 1 })
    expect(rotated.map(({ column }) => column)).toEqual(Object.keys(sealedColumns))
    expect(sum(rotated)).toEqual({ total: made.length + 1, done: made.length + 1 })
    setEncryptionKey(`k2:${second}`)
    const values = await storedValues(db)
    for (const { purpose, plain } of made) expect(decrypt(values.get(purpose) ?? '', purpose)).toBe(plain)
    expect(await missingKeys(db)).toEqual([])
    const [entry] = await db.query.auditEntries.findMany({ where: (one, { eq }) => eq(one.action, 'secrets.rotate') })
    expect(entry).toMatchObject({ subjectName: 'k2', after: { channels: 1, 'apns_credentials.private_key': 2 } })
    expect(sum(await rotateSecrets(db))).toEqual({ total: 0, done: 0 })
  }))

it('the next run finishes an interrupted one, and all values stay readable meanwhile', () =>
  inRollback(async (db) => {
    setEncryptionKey(`k1:${first}`)
    const made = [...(await makeSealedRows(db)), ...(await makeSealedRows(db))]
    setEncryptionKey(`k2:${second},k1:${first}`)
    let batches = 0
    const onBatch = () => {
      batches += 1
      if (batches === 3) throw new Error('killed')
    }
    await expect(rotateSecrets(db, { onBatch, batch: 1 })).rejects.toThrow('killed')
    const values = await storedValues(db)
    for (const { purpose, plain } of made) expect(findPlain(values.get(purpose) ?? '', purpose)).toBe(plain)
    expect((await keysInUse(db)).keys).toMatchObject([
      { name: 'k2', isCurrent: true, encrypted: 3 },
      { name: 'k1', isCurrent: false, encrypted: values.size - 3 },
    ])
    expect(sum(await rotateSecrets(db, { batch: 1 }))).toEqual({ total: values.size - 3, done: values.size - 3 })
    expect((await keysInUse(db)).keys).toMatchObject([{ encrypted: values.size }, { encrypted: 0 }])
  }))

it('values without their key are reported and left alone, and startup names the missing key', () =>
  inRollback(async (db) => {
    setEncryptionKey(`k1:${first}`)
    await makeSealedRows(db)
    const before = await storedValues(db)
    for (const keys of [`k2:${second}`, `k1:${second}`]) {
      setEncryptionKey(keys)
      expect(await missingKeys(db)).toEqual([
        expect.stringMatching(new RegExp(`^${before.size} stored values .* the key “k1”`)),
      ])
    }
    setEncryptionKey(`k2:${second}`)
    const rotated = await rotateSecrets(db)
    expect(rotated.flatMap(({ unopened }) => unopened)).toHaveLength(before.size)
    expect(await storedValues(db)).toEqual(before)
    expect((await keysInUse(db)).keys).toContainEqual(
      expect.objectContaining({ name: 'k1', isGiven: false, encrypted: before.size }),
    )
  }))

it('the audit log is verified with the key that sealed it, and says if that key is missing', () =>
  inRollback(async (db) => {
    const entry = async () => {
      await insertAuditEntry(db, {
        ...{ action: 'test', actorKind: 'system', actorName: 'test', subjectKind: 'test', subjectId: 'one' },
      })
      while ((await sealAudit(db)) > 0);
    }
    setEncryptionKey(`${first}`)
    await entry()
    setEncryptionKey(`k2:${second},${first}`)
    await entry()
    expect(await verifyAudit(db)).toMatchObject({ count: 2, faults: [] })
    expect((await keysInUse(db)).keys.map(({ signed }) => signed.auditEntries)).toEqual([1, 1])
    setEncryptionKey(`k2:${second}`)
    expect((await verifyAudit(db)).faults).toMatchObject([{ number: 1, fault: 'sealed with a key that isn’t given' }])
  }))

it('no staff command encrypts into a column that rotation doesn’t cover', () =>
  inRollback(async (db) => {
    setEncryptionKey(`${first}`)
    await makeSealedRows(db)
    for (const { arrange } of allActs)
      await db.transaction(async (tx) => {
        const { act } = await arrange(tx)
        await act()
      })
    const known = Object.values(sealedColumns).map(columnNameOf)
    expect(await columnsMatching(db, sealedShape)).toEqual([...new Set(known)].sort())
  }))
