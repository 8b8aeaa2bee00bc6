import { Changes, Shares } from '@/app/(desk)/prompt/shapes'
import { askJson } from '@/components/desk/desk-fetch'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { PromptContent } from '@/lib/prompts/content'
import type { reviewPrompt } from '@/lib/prompts/review-prompt'
import type { showPrompt } from '@/lib/prompts/show-prompt'
import { flag, listOf, number, object, orNull, resultOf, type Shaped, text, whole } from '@/lib/shape'

const Content = whole<PromptContent>()

const Review = resultOf<typeof reviewPrompt>()(
  object({
    changes: Changes,
    values: object({ before: Content, after: Content }),
    shares: Shares,
    hash: text,
    needs: object({ comment: flag, typed: orNull(text), approval: flag }),
    reach: object({
      gained: listOf(text),
      lost: listOf(text),
      changed: listOf(text),
      clients: object({
        seen: number,
        before: number,
        after: number,
        gained: number,
        lost: number,
        isSample: flag,
        windowDays: number,
      }),
      olderSdk: number,
    }),
    warnings: listOf(text),
    savedSince: listOf(text),
  }),
)
export type Review = Shaped<typeof Review>

export const promptReview = (asked: Parameters<typeof reviewPrompt>[1]) =>
  askJson('/api/desk/prompt/review', Review, asked)

const Saved = resultOf<typeof showPrompt>()(object({ revision: number, own: orNull(Content) }))

/** What is saved at a place now. */
export const savedPrompt = (place: PlaceInput) => askJson('/api/desk/prompt/show', Saved, place)
