import { forRead } from '@/app/_server/doors'
import { currentRevision } from '@/lib/prompts/current-revision'

export const POST = forRead(currentRevision)
