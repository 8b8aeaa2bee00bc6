import { forRead } from '@/app/_server/doors'
import { presentRevision } from '@/lib/prompts/present-revision'

export const POST = forRead(presentRevision)
