import { environmentFor, forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { diagnose } from '@/lib/diagnosis/diagnose'

/** POST, although it only reads: a company's user id may be an e-mail address. */
export function POST(request: Request, { params }: RouteContext<'/[company]/[app]/[environment]/customers/diagnosis'>) {
  return forFetch(request, async (ctx) => {
    const { id } = await environmentFor(ctx, await params)
    return diagnose(ctx, { ...(await readJson(request)), environmentId: id })
  })
}
