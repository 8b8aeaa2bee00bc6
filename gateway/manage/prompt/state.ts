import { createHash } from 'node:crypto'
import type { StaffContext } from '@/lib/context'
import { exportLevel } from '@/lib/prompts/export-prompt'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** A level as the API answers it, and its ETag: the level's revision, and a hash because what it inherits changes as well. */
export async function stateOf(ctx: StaffContext, place: PlaceInput) {
  const { own, effective, revision, updatedAt, managedFrom } = await exportLevel(ctx, place)
  const body = {
    prompt: own,
    level: effective.source,
    revision,
    updatedAt,
    managedFrom,
    effective: { isForcedOff: effective.isStopped, prompt: effective.file },
  }
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16)
  return { body, etag: `"${revision}-${hash}"` }
}

/** Whether `If-Match` names that revision. What is inherited may have changed meanwhile: a save doesn’t touch it. */
export const namesRevision = (ifMatch: string, revision: number) =>
  tagsIn(ifMatch).some((tag) => tag === '*' || tag === String(revision) || tag.startsWith(`${revision}-`))

/** Whether `If-None-Match` names that very answer. */
export const namesAnswer = (ifNoneMatch: string, etag: string) =>
  tagsIn(ifNoneMatch).some((tag) => tag === '*' || `"${tag}"` === etag)

/** Proxies that compress make a tag weak; the revision in it says the same. */
const tagsIn = (header: string) => header.split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'))
