import 'server-only'
import { sharedDatabase } from '@/db/shared'
import type { StaffContext } from '@/lib/context'
import { forFetch } from './doors'

type Opened = { ctx: StaffContext; database: ReturnType<typeof sharedDatabase>; signal: AbortSignal }

/** For route handlers that stream events while a page is open. Responds with server-sent events or a problem. */
export function forEvents(request: Request, open: (opened: Opened) => Promise<ReadableStream<Uint8Array>>) {
  return forFetch(request, async (ctx) => {
    const stream = await open({ ctx, database: sharedDatabase(), signal: request.signal })
    return new Response(stream, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    })
  })
}
