import { problemResponse } from '@/app/_server/fetch-rules'
import { sharedDatabase } from '@/db/shared'
import { env } from '@/lib/env'
import { scriptedStatus } from '@/lib/simulator/demo-company'
import { receiveCompanyPush } from '@/lib/simulator/receive-company-push'

/**
 * The demo company's API. While the simulator runs it is open to everyone, because each push must be signed; otherwise
 * it is absent. See lib/simulator/demo-company.
 */
export async function POST(request: Request) {
  const { SIMULATOR, DEMO } = env()
  if (!SIMULATOR && !DEMO) return new Response(null, { status: 404 })
  try {
    const body = await request.text()
    const scripted = scriptedStatus(body)
    if (scripted) return new Response(null, { status: scripted })
    await receiveCompanyPush(sharedDatabase().db, {
      body,
      headers: Object.fromEntries(request.headers),
    })
    return new Response(null, { status: 204 })
  } catch (error) {
    return problemResponse(error, request.headers.get('webhook-id') ?? undefined)
  }
}
