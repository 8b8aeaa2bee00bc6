import { forRead } from '@/app/_server/doors'
import { reviewProposal } from '@/lib/prompts/approvals/review-proposal'

export const POST = forRead(reviewProposal)
