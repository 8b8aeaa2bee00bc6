import type { StaffContext } from '@/lib/context'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { Impact } from '@/lib/prompts/publishing/impact'
import { showPrompt } from '@/lib/prompts/show-prompt'

export async function proposalsOf(ctx: StaffContext, place: PlaceInput) {
  const { proposals } = await showPrompt(ctx, place)
  return proposals.map(({ authorId: _, authorName: author, createdAt, ...proposal }) => ({
    ...proposal,
    author,
    createdAt: createdAt.toISOString(),
  }))
}

/** Converts a change's impact to the API's terms. */
export function affectedBy({ gained, lost, changed, clients: { before, after, ...clients }, olderSdk }: Impact) {
  return {
    apps: { startAsking: gained, stopAsking: lost, askDifferently: changed },
    clients: { ...clients, askedBefore: before, askedAfter: after, olderSdk },
  }
}
