import { forRead } from '@/app/_server/doors'
import { listRecentClients } from '@/lib/prompts/list-recent-clients'

export const POST = forRead(listRecentClients)
