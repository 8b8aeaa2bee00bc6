import type { PromptContent } from '@/lib/prompts/content/content'
import { contentSchemaNumber } from '@/lib/prompts/content/content-schema'

/** A draft stored in sessionStorage with its base revision, which the server needs to merge it. */
export type StoredDraft = {
  base: { revision: number; content: PromptContent | null }
  content: PromptContent | null
  origin: { kind: 'save' | 'restore' | 'import'; restoredFrom?: number }
  at: string
}

/** Raised when the shape changes: what an older page kept is then not read. */
const shape = 1

/** Of this tab, this person and this place alone. */
export const draftKey = (staffId: string, place: object) => `prompt draft ${staffId} ${JSON.stringify(place)}`

export function readDraft(storage: Storage, key: string): StoredDraft | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined
  try {
    const kept = JSON.parse(text) as StoredDraft & { shape?: number } // only storeDraft writes here
    if (kept.shape === shape && isKnown(kept.base?.content) && isKnown(kept.content)) return kept
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  storage.removeItem(key)
  return undefined
}

/** A page of a newer version may have kept it in this tab. */
const isKnown = (content: PromptContent | null | undefined) =>
  content === null || content?.schema === contentSchemaNumber

/** A draft too large to be kept is still edited; only a reload loses it. */
export function storeDraft(storage: Storage, key: string, draft: StoredDraft) {
  try {
    storage.setItem(key, JSON.stringify({ ...draft, shape }))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    storage.removeItem(key)
  }
}
