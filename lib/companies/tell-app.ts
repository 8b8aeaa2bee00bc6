import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { environmentsOf } from '@/db/queries/archive'

/** Makes every process reload the keys and environments of an app, or of all apps of a company. */
export async function tellApp(db: Db, place: { companyId: string } | { appId: string }) {
  for (const { environmentId } of await environmentsOf(db, place)) {
    await announce(db, { kind: 'keys', environmentId })
    await announce(db, { kind: 'environment', environmentId })
  }
}
