import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { csvFile } from '@/app/_server/saved-file'
import { exportAudit } from '@/lib/audit/export-audit'

/** POST, because it writes an audit entry. */
export function POST(request: Request) {
  return forFetch(request, async (ctx) => {
    return csvFile(await exportAudit(ctx, await readJson(request)), 'audit')
  })
}
