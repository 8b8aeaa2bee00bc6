import { forRead } from '@/app/_server/doors'
import { listRevisions } from '@/lib/prompts/list-revisions'

export const POST = forRead(listRevisions)
