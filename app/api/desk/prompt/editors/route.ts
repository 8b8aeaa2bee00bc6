import { forRead } from '@/app/_server/doors'
import { editorsHere } from '@/app/_server/prompt-editors'

export const POST = forRead(editorsHere)
