import { forFetch } from '@/app/_server/doors'
import { listOpenIncidents } from '@/lib/incidents/list-open-incidents'

export function GET(request: Request) {
  return forFetch(request, (ctx) => listOpenIncidents(ctx, {}))
}
