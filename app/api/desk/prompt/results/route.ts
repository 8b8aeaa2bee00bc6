import { forRead } from '@/app/_server/doors'
import { promptResults } from '@/lib/prompts/prompt-results'

export const POST = forRead(promptResults)
