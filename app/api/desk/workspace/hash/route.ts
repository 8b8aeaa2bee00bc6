import { forFetch } from '@/app/_server/doors'
import { hashOfHome } from '@/app/_server/page-hash'
import { workspace } from '@/lib/companies/workspace'
import { workspaceHealth } from '@/lib/companies/workspace-health'

export function GET(request: Request) {
  return forFetch(request, async (ctx) => {
    const [companies, health] = await Promise.all([workspace(ctx, {}), workspaceHealth(ctx, {})])
    return hashOfHome(companies, health)
  })
}
