import { forFetch } from '@/app/_server/doors'
import { showCompanyTraffic, showPlatformTraffic, showTraffic } from '@/lib/health/show-traffic'

/** Traffic of the `environment` or `company` given by ID, or of everything the person may see. */
export function GET(request: Request) {
  return forFetch(request, (ctx) => {
    const { searchParams } = new URL(request.url)
    const [environmentId, companyId] = [searchParams.get('environment'), searchParams.get('company')]
    if (environmentId !== null) return showTraffic(ctx, { environmentId })
    return companyId === null ? showPlatformTraffic(ctx, {}) : showCompanyTraffic(ctx, { companyId })
  })
}
