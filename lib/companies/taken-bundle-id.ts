import type { Db } from '@/db/client'
import { findAppByBundleId } from '@/db/queries/archive'
import { Refused } from '@/lib/errors'
import { isolated } from '@/lib/text/isolated'

/** Throws if another app has the bundle ID, which device tokens belong to. `except` is the caller’s own app. */
export async function refuseTakenBundleId(db: Db, which: { bundleId: string; except?: string }) {
  const other = await findAppByBundleId(db, which)
  if (!other) return
  const sentence = `${isolated(other.name)} of ${isolated(other.companyName)} already has this bundle ID. Use that app, or give this one a bundle ID of its own.`
  throw new Refused('conflict', 'Two apps can’t have the same bundle ID.', { bundleId: [sentence] })
}
