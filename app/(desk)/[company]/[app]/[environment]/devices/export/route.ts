import { environmentFor, forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { exportDevices } from '@/lib/devices/export-devices'

/** POST: it leaves an audit entry, and its search text may be a token. */
export function POST(request: Request, { params }: RouteContext<'/[company]/[app]/[environment]/devices/export'>) {
  return forFetch(request, async (ctx) => {
    const at = await params
    const { id } = await environmentFor(ctx, at)
    const { csv, rows } = await exportDevices(ctx, { ...(await readJson(request)), environmentId: id })
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="devices-${at.app}-${at.environment}.csv"`,
        'cache-control': 'no-store',
        'x-row-count': String(rows),
      },
    })
  })
}
