import { forRead } from '@/app/_server/doors'
import { reviewApps } from '@/lib/prompts/change-apps'

export const POST = forRead(reviewApps)
