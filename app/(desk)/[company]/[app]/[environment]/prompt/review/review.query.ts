import { queryOptions } from '@tanstack/react-query'
import { Changes, Reach, Shares } from '@/app/(desk)/prompt/shapes'
import { askJson } from '@/components/desk/desk-fetch'
import type { reviewProposal } from '@/lib/prompts/approvals/review-proposal'
import type { PromptContent } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
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
    proposed: orNull(object({ id: text, author: text, approvers: orNull(text) })),
    reach: Reach,
    warnings: listOf(text),
    savedSince: listOf(text),
    revision: number,
    isInConflict: flag,
  }),
)
export type Review = Shaped<typeof Review>

export const promptReview = (asked: Parameters<typeof reviewPrompt>[1]) =>
  askJson('/api/desk/prompt/review', Review, asked)

const ProposalReview = resultOf<typeof reviewProposal>()(
  object({
    reach: orNull(Reach),
    words: orNull(object({ words: whole<PromptContent['words']>(), languages: listOf(text), isOn: flag })),
    conflict: orNull(text),
  }),
)

/** Refetched each time, because clients come and go, and after each save, which it would be merged with. */
export const proposalReview = (asked: Parameters<typeof reviewProposal>[1], revision: number) =>
  queryOptions({
    queryKey: ['proposal review', asked, revision],
    queryFn: ({ signal }) => askJson('/api/desk/prompt/review-proposal', ProposalReview, asked, signal),
    refetchOnWindowFocus: false,
  })

const Saved = resultOf<typeof showPrompt>()(
  object({ revision: number, own: orNull(Content), inherited: object({ content: Content }) }),
)

/** The configuration saved at a place now. */
export const savedPrompt = (place: PlaceInput) => askJson('/api/desk/prompt/show', Saved, place)
