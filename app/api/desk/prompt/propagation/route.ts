import { forRead } from '@/app/_server/doors'
import { promptPropagation } from '@/lib/prompts/prompt-results'

export const POST = forRead(promptPropagation)
