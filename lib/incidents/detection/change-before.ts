import type { Db } from '@/db/client'
import { changeJustBefore, versionJustBefore } from '@/db/queries/incidents/changes'
import { changesBefore, type IncidentCause } from '@/lib/incidents/causes'
import { workersStarted } from '@/lib/incidents/change-words'
import type { Placed } from './finding'

/** Causes that only the passing of time brings about. */
const byTime: IncidentCause[] = ['api_key_expiring', 'client_certificate_expiring']

/** Returns the last change before the incident that may have led to it, by a person or by a deployment. */
export async function changeBefore(
  db: Db,
  { cause, environmentId, companyId }: Pick<Placed, 'cause' | 'environmentId' | 'companyId'>,
  at: Date,
) {
  const actions = changesBefore[cause]
  const entry = actions.length ? await changeJustBefore(db, { at, companyId, environmentId, actions }) : undefined
  if (entry || byTime.includes(cause)) return entry
  const version = await versionJustBefore(db, { at })
  return version && workersStarted(version)
}
