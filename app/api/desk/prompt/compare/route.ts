import { forRead } from '@/app/_server/doors'
import { compareRevisions } from '@/lib/prompts/list-revisions'

export const POST = forRead(compareRevisions)
