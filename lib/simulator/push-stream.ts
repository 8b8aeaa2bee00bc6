import type { Database } from '@/db/client'
import type { StaffContext } from '../context'
import { demoCompanyTopic } from './demo-company'
import { type ArrivedPush, listPushes } from './list-pushes'

type Asked = { environmentId: string; addresses: string[]; after: Date }

/** Also the longest that a missed signal can delay a push. */
const aliveEveryMs = 15_000
/** The page connects again, and its session is looked at again. */
const lifeMsMax = 5 * 60_000
/** A row's time is its transaction's beginning, so that an older one may become visible later. */
const overlapMs = 5_000

/** Server-sent events: each push for the phone's addresses, from `after` on, as it arrives. */
export async function pushStream(
  { ctx, database, signal }: { ctx: StaffContext; database: Database; signal: AbortSignal },
  { environmentId, addresses, after }: Asked,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  const sent = new Set<string>()
  let newest = after
  let end: () => void = () => undefined

  const arrived = () =>
    listPushes(ctx, { environmentId, addresses, after: new Date(newest.getTime() - overlapMs) }).then((found) => {
      const fresh = found.filter(({ id }) => !sent.has(id))
      for (const { id, at } of fresh) {
        sent.add(id)
        if (at > newest) newest = at
      }
      return fresh
    })
  // Asked once before the stream begins, so that a refusal is an answer and not a broken stream.
  const first = await arrived()

  return new ReadableStream({
    async start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text))
      const tell = (found: ArrivedPush[]) => {
        for (const push of found) write(`data: ${JSON.stringify(eventOf(push))}\n\n`)
      }
      let turn: Promise<unknown> = Promise.resolve()
      const look = () => {
        turn = turn.then(arrived).then(tell, end)
      }
      const stop = await database.hear(['sessions', 'simulated_push'], (change) => {
        if (change.kind === 'sessions') {
          if (change.staffId === ctx.staff.id) end()
        } else if (change.kind === 'gap' || change.tokens.some((token) => addresses.includes(token))) look()
      })
      const alive = setInterval(() => {
        write(':\n\n')
        look()
      }, aliveEveryMs)
      const life = setTimeout(() => end(), lifeMsMax)
      let hasEnded = false
      end = () => {
        if (hasEnded) return
        hasEnded = true
        void stop()
        clearInterval(alive)
        clearTimeout(life)
        controller.close()
      }
      signal.addEventListener('abort', () => end())
      if (signal.aborted) return end()
      write(':\n\n')
      tell(first)
      look()
    },
    cancel: () => end(),
  })
}

function eventOf({ topic, at, ...push }: ArrivedPush) {
  return { ...push, isApns: topic !== demoCompanyTopic, payload: push.payload ?? {}, at: at.getTime() }
}
