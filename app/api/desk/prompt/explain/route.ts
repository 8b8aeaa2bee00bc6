import { forRead } from '@/app/_server/doors'
import { explainPrompt } from '@/lib/prompts/explain-prompt'

export const POST = forRead(explainPrompt)
