import type { PromptContent } from '@/lib/prompts/content/content'
import { contentSchemaNumber } from '@/lib/prompts/content/content-schema'

/** A draft stored in sessionStorage with its base revision, which the server needs to merge it. */
export type StoredDraft = {
  base: { revision: number; content: PromptContent | null }
  content: PromptContent | null
  origin: { kind: 'save' | 'restore' | 'import'; restoredFrom?: number }
  at: string
}

/** Increase it when the shape changes, so that drafts stored by older pages are ignored. */
const shape = 1

/** The key of one person's draft for one place. sessionStorage keeps it to one tab. */
export const draftKey = (staffId: string, place: object) => `prompt draft ${staffId} ${JSON.stringify(place)}`

export function readDraft(storage: Storage, key: string): StoredDraft | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined
  try {
    const kept = JSON.parse(text) as StoredDraft & { shape?: number } // only storeDraft writes this key
    if (kept.shape === shape && isKnown(kept.base?.content) && isKnown(kept.content)) return kept
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  storage.removeItem(key)
  return undefined
}

/** A newer version of the page may have stored the draft in this tab. */
const isKnown = (content: PromptContent | null | undefined) =>
  content === null || content?.schema === contentSchemaNumber

/** Stores a draft. If it's too large, it can still be edited but doesn't survive a reload. */
export function storeDraft(storage: Storage, key: string, draft: StoredDraft) {
  try {
    storage.setItem(key, JSON.stringify({ ...draft, shape }))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    storage.removeItem(key)
  }
}
