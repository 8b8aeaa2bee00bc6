import { environmentFor, forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { csvFile } from '@/app/_server/saved-file'
import { exportDevices } from '@/lib/devices/export-devices'

/** POST, because it writes an audit entry and its search text may be a token. */
export function POST(request: Request, { params }: RouteContext<'/[company]/[app]/[environment]/devices/export'>) {
  return forFetch(request, async (ctx) => {
    const at = await params
    const { id } = await environmentFor(ctx, at)
    const exported = await exportDevices(ctx, { ...(await readJson(request)), environmentId: id })
    return csvFile(exported, `devices-${at.app}-${at.environment}`)
  })
}
