import { forRead } from '@/app/_server/doors'
import { showPrompt } from '@/lib/prompts/show-prompt'

export const POST = forRead(showPrompt)
