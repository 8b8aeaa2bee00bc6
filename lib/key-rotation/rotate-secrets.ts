import type { Db } from '@/db/client'
import { countSealed, otherSealed, replaceSealed } from '@/db/queries/settings/sealed-values'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import type { SealedColumn, SealedPlace } from '@/db/sealed'
import { currentSealPrefix, encrypt, findPlain, keyNames } from '@/lib/secrets'
import { purposeOfRow, sealedPlaces } from './sealed-places'

export type Rotated = {
  column: SealedColumn
  total: number
  done: number
  /** Rows whose value none of the given keys decrypts. */
  unopened: string[]
}

type Asked = {
  onBatch?: (soFar: Rotated) => void
  /** Values per transaction. */
  batch?: number
}

/**
 * Re-encrypts with the first key all values that another key encrypted. Processes may keep running: they can read both,
 * and their concurrent writes are kept. If a run ends early, the next one does the rest.
 */
export async function rotateSecrets(
  db: Db,
  { onBatch = () => undefined, batch = 100 }: Asked = {},
): Promise<Rotated[]> {
  const rotated: Rotated[] = []
  for (const [column, place] of sealedPlaces) rotated.push(await rotateColumn(db, column, place, { onBatch, batch }))
  const counts = Object.fromEntries(rotated.filter(({ done }) => done > 0).map(({ column, done }) => [column, done]))
  if (Object.keys(counts).length)
    await insertAuditEntry(db, {
      action: 'secrets.rotate',
      actorKind: 'system',
      actorName: 'pushdesk secrets rotate',
      subjectKind: 'encryption_key',
      subjectName: keyNames()[0]?.name,
      after: counts,
    })
  return rotated
}

async function rotateColumn(db: Db, column: SealedColumn, place: SealedPlace, { onBatch, batch }: Required<Asked>) {
  const prefix = currentSealPrefix()
  const counts = await countSealed(db, place)
  const total = counts.filter((one) => one.prefix !== prefix).reduce((sum, { count }) => sum + count, 0)
  const soFar: Rotated = { column, total, done: 0, unopened: [] }
  let after: string[] | undefined
  for (;;) {
    const rows = await otherSealed(db, place, { prefix, after, limit: batch })
    if (!rows.length) return soFar
    const done = await db.transaction(async (tx) => {
      let written = 0
      for (const row of rows) {
        const purpose = purposeOfRow(column, row)
        const plain = findPlain(row.sealed, purpose)
        if (plain === undefined) soFar.unopened.push(row.key.join(':'))
        else if (await replaceSealed(tx, place, { row, sealed: encrypt(plain, purpose) })) written += 1
      }
      return written
    })
    soFar.done += done
    after = rows.at(-1)?.key
    onBatch(soFar)
  }
}
