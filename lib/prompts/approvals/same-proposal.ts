import type { Db } from '@/db/client'
import { openProposals } from '@/db/queries/prompts/prompt-proposals'
import type { PromptPlace } from '@/db/queries/prompts/prompts'

/** The open proposal of exactly this change, if someone has already made it. */
export async function sameProposal(db: Db, { place, changeHash }: { place: PromptPlace; changeHash: string }) {
  const open = await openProposals(db, { place, now: new Date() })
  return open.find((proposal) => proposal.changeHash === changeHash)
}
