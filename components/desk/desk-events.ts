import { read, type Shape } from '@/lib/shape'
import { eventsIn } from '@/sdk/server-sent-events'
import { deskFetch, failureOf } from './desk-fetch'

/** The server says every 15 seconds that it is there. */
const silenceMsMax = 55_000

/** What one of our own event streams tells, until it ends or is lost. */
export async function* deskEvents<Event>(path: string, shape: Shape<Event>, signal: AbortSignal) {
  const silent = new AbortController()
  const answer = await deskFetch(path, { signal: AbortSignal.any([signal, silent.signal]) })
  if (!answer.ok || !answer.body) throw await failureOf(answer)
  for await (const data of eventsIn(answer.body, silenceMsMax, () => silent.abort()))
    yield read(shape, JSON.parse(data))
}
