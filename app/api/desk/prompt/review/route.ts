import { forRead } from '@/app/_server/doors'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'

export const POST = forRead(reviewPrompt)
