import type { Change, ChangeKind, Gap } from '@/db/changes'
import type { Database } from '@/db/client'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { renewedContext } from './context-for-session'

/** Also the longest that a lost notification can delay an event. */
const aliveEveryMs = 15_000
/** After this, the page has to reconnect and is authorized again. */
const lifeMsMax = 5 * 60_000
/** The longest delay of a Node.js timer. */
const waitMsMax = 2_147_483_647

type Opened = {
  ctx: StaffContext
  database: Database
  /** Aborted when the reader disconnects. */
  signal: AbortSignal
  lifeMsMax?: number
  aliveEveryMs?: number
}

type Followed<Event, Kind extends ChangeKind> = {
  /** Returns events since the last look, and whether it was the last. A verb, so it checks access each time. */
  look(ctx: StaffContext): Promise<{ events: Event[]; isOver?: boolean }>
  /** The kinds of changes that can bring new events. `concerns` selects from them. */
  kinds: Kind[]
  concerns(change: Extract<Change, { kind: Kind }>): boolean
  /** Returns a last event, for when the session or the stream’s time ends, or a look is refused. */
  farewell?(reason: 'signed_out' | 'time' | 'refused', refusal?: Refused): Event
}

/** Streams server-sent events to a staff member's page for as long as their session, company, and role allow it. */
export async function staffStream<Event, Kind extends ChangeKind>(
  { ctx, database, signal, ...times }: Opened,
  { look, kinds, concerns, farewell }: Followed<Event, Kind>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  const cleanUp: (() => void)[] = []
  let hasEnded = false
  const forget = () => {
    hasEnded = true
    for (const clean of cleanUp.splice(0)) clean()
  }
  // Look before the stream begins, so that a refusal is an error response and not a broken stream.
  const first = await look(ctx)

  return new ReadableStream({
    async start(controller) {
      const write = (text: string) => hasEnded || controller.enqueue(encoder.encode(text))
      const tell = (event: Event) => write(`data: ${JSON.stringify(event)}\n\n`)
      const leave = () => {
        if (!hasEnded) controller.close()
        forget()
      }
      const end = (...why: Parameters<NonNullable<typeof farewell>>) => {
        if (farewell) tell(farewell(...why))
        leave()
      }
      const tellAll = ({ events, isOver }: typeof first) => {
        events.forEach(tell)
        if (isOver) leave()
      }
      const lookAgain = async () => {
        const renewed = await renewedContext(ctx)
        if (!renewed) return end('signed_out')
        lookAtTheEndOf(renewed)
        tellAll(await look(renewed))
      }
      const soon = oneByOne(async () => {
        if (hasEnded) return
        await lookAgain().catch((error: unknown) => {
          if (error instanceof Refused) return end('refused', error)
          // The page reconnects and gets the error as a response.
          log.warn({ err: error, requestId: ctx.requestId }, 'dashboard stream ended')
          leave()
        })
      })

      // A session that ends by its time isn't announced, so a timer checks for it.
      let atItsEnd: NodeJS.Timeout | undefined
      const lookAtTheEndOf = ({ staff: { endsAt } }: StaffContext) => {
        clearTimeout(atItsEnd)
        if (endsAt && !hasEnded) atItsEnd = setTimeout(soon, Math.min(endsAt.getTime() - Date.now() + 1, waitMsMax))
      }
      cleanUp.push(() => clearTimeout(atItsEnd))

      write(':\n\n')
      tellAll(first)
      if (hasEnded) return
      lookAtTheEndOf(ctx)
      const stops = await Promise.all([
        database.hear(['sessions'], (change) => {
          if (change.kind === 'gap' || change.staffId === ctx.staff.id) soon()
        }),
        database.hear(kinds, (change) => {
          if (isGap(change) || concerns(change)) soon()
        }),
      ])
      const alive = setInterval(() => {
        write(':\n\n')
        soon()
      }, times.aliveEveryMs ?? aliveEveryMs)
      const life = setTimeout(() => end('time'), times.lifeMsMax ?? lifeMsMax)
      cleanUp.push(
        ...stops.map((stop) => () => void stop()),
        () => clearInterval(alive),
        () => clearTimeout(life),
        () => signal.removeEventListener('abort', leave),
      )
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
      if (hasEnded) return forget()
      // Catch up on changes made while the listeners were being set up.
      soon()
    },
    cancel: forget,
  })
}

const isGap = (change: { kind: string }): change is Gap => change.kind === 'gap'

/** Runs the work one call at a time. Calls made during a run are merged into one more run. */
function oneByOne(work: () => Promise<void>): () => void {
  let turn: Promise<void> | undefined
  let isDue = false
  return function soon() {
    if (turn) isDue = true
    else
      turn = work().finally(() => {
        turn = undefined
        if (!isDue) return
        isDue = false
        soon()
      })
  }
}
