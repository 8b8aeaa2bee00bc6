import { createHash } from 'node:crypto'
import type { PromptPlace } from '@/db/queries/prompts/prompts'
import type { PromptContent } from '@/lib/prompts/content/content'
import { partsOf, stable } from '@/lib/prompts/content/parts'
import { changedPaths } from './changes'

/** Hashes this exact difference at this exact place, so that only what a person confirmed is saved. */
export function changeHash(place: PromptPlace, before: PromptContent | null, after: PromptContent | null): string {
  const [from, to] = [partsOf(before), partsOf(after)]
  const difference = changedPaths(from, to).map((path) => [path, from.get(path) ?? null, to.get(path) ?? null])
  return createHash('sha256')
    .update(stable([place, difference]))
    .digest('base64url')
}
