import { read, type Shape } from '@/lib/shape'
import { eventsIn } from '@/sdk/server-sent-events'
import { deskFetch, failureOf } from './desk-fetch'

/** The server sends a sign of life every 15 seconds. */
const silenceMsMax = 55_000

/** Yields the events of one of our own streams until it ends or the connection is lost. */
export async function* deskEvents<Event>(path: string, shape: Shape<Event>, signal: AbortSignal) {
  const silent = new AbortController()
  const answer = await deskFetch(path, { signal: AbortSignal.any([signal, silent.signal]) })
  if (!answer.ok || !answer.body) throw await failureOf(answer)
  for await (const data of eventsIn(answer.body, silenceMsMax, () => silent.abort()))
    yield read(shape, JSON.parse(data))
}
