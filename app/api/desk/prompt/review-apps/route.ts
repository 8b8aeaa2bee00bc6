import { forRead } from '@/app/_server/doors'
import { reviewApps } from '@/lib/prompts/publishing/change-apps'

export const POST = forRead(reviewApps)
