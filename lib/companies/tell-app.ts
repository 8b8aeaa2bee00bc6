import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { environmentsOf } from '@/db/queries/archive'

/** Every process reads its keys and environments again: of one app, or of all apps of a company. */
export async function tellApp(db: Db, place: { companyId: string } | { appId: string }) {
  for (const { environmentId } of await environmentsOf(db, place)) {
    await announce(db, { kind: 'keys', environmentId })
    await announce(db, { kind: 'environment', environmentId })
  }
}
