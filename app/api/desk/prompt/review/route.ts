import { forRead } from '@/app/_server/doors'
import { reviewPrompt } from '@/lib/prompts/review-prompt'

export const POST = forRead(reviewPrompt)
