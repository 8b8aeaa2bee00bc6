import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { exportAudit } from '@/lib/audit/export-audit'

/** POST, because it leaves an audit entry. */
export function POST(request: Request) {
  return forFetch(request, async (ctx) => {
    const { csv } = await exportAudit(ctx, await readJson(request))
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      },
    })
  })
}
