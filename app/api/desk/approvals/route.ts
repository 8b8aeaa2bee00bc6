import { forFetch } from '@/app/_server/doors'
import { listApprovals } from '@/lib/prompts/approvals/list-approvals'

export function GET(request: Request) {
  return forFetch(request, (ctx) => listApprovals(ctx, {}))
}
