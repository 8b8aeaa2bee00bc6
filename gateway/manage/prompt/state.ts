import { createHash } from 'node:crypto'
import type { StaffContext } from '@/lib/context'
import { exportLevel } from '@/lib/prompts/export-prompt'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** Returns a level's state and its ETag: the level's revision, plus a hash, because inherited content changes too. */
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

/** Whether `If-Match` names that revision. Ignores the hash: a save doesn’t touch inherited content. */
export const namesRevision = (ifMatch: string, revision: number) =>
  tagsIn(ifMatch).some((tag) => tag === '*' || tag === String(revision) || tag.startsWith(`${revision}-`))

/** Whether `If-None-Match` names exactly that response. */
export const namesAnswer = (ifNoneMatch: string, etag: string) =>
  tagsIn(ifNoneMatch).some((tag) => tag === '*' || `"${tag}"` === etag)

/** Parses the tags. Compressing proxies weaken a tag, but its revision is still valid. */
const tagsIn = (header: string) => header.split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'))
