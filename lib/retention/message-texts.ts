import type { Database, Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { environmentsToMark, forgetTexts, markTexts } from '@/db/queries/deliveries/message-texts'

const batchMax = { postgres: 1_000, pglite: 250 }

/** Removes the message texts that companies no longer keep, in small batches, in one process at a time. */
export async function sweepTexts({ db, kind }: Database, now = new Date()) {
  const limit = batchMax[kind]
  for (const place of await environmentsToMark(db, { now }))
    while (await inTurn(db, (tx) => markTexts(tx, { ...place, limit })));
  while ((await inTurn(db, (tx) => forgetTexts(tx, { now, limit }))) === limit);
}

const inTurn = <Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result | undefined> =>
  db.transaction(async (tx) => ((await takeTurn(tx, 'messageTexts')) ? work(tx) : undefined))
