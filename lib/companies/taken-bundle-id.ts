import type { Db } from '@/db/client'
import { findAppByBundleId } from '@/db/queries/archive'
import { Refused } from '@/lib/errors'
import { isolated } from '@/lib/text/isolated'

/** An app of Apple's is one app here: its device tokens belong to its bundle ID. `except` is the app that asks. */
export async function refuseTakenBundleId(db: Db, which: { bundleId: string; except?: string }) {
  const other = await findAppByBundleId(db, which)
  if (!other) return
  const sentence = `${isolated(other.name)} of ${isolated(other.companyName)} already has this bundle ID. Use that app, or give this one a bundle ID of its own.`
  throw new Refused('conflict', 'Two apps can’t have the same bundle ID.', { bundleId: [sentence] })
}
