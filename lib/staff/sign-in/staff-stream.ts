import type { Change, ChangeKind, Gap } from '@/db/changes'
import type { Database } from '@/db/client'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { renewedContext } from './context-for-session'

/** Also the longest that a lost signal can delay an event. */
const aliveEveryMs = 15_000
/** The page may connect again, and is checked again. */
const lifeMsMax = 5 * 60_000
/** Node's timers hold no more. */
const waitMsMax = 2_147_483_647

type Opened = {
  ctx: StaffContext
  database: Database
  /** Aborted when the reader has left. */
  signal: AbortSignal
  lifeMsMax?: number
  aliveEveryMs?: number
}

type Followed<Event, Kind extends ChangeKind> = {
  /** What is new since the last look, and whether that was the last. A verb: it checks permission and company each time. */
  look(ctx: StaffContext): Promise<{ events: Event[]; isOver?: boolean }>
  /** The kinds of changes after which there may be something new, and which of them. */
  kinds: Kind[]
  concerns(change: Extract<Change, { kind: Kind }>): boolean
  /** What the reader is told when their session or the stream’s time ends, or the look is refused. */
  farewell?(reason: 'signed_out' | 'time' | 'refused', refusal?: Refused): Event
}

/** Server-sent events for a page of a staff member, for as long as their session, company and role allow it. */
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
  // Looked at once before the stream begins, so that a refusal is an answer and not a broken stream.
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
          // The page connects again, and is answered what is the matter.
          log.warn({ err: error, requestId: ctx.requestId }, 'dashboard stream ended')
          leave()
        })
      })

      // No one announces that a session ends by its time.
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
      // Whatever came while the listener was being set up.
      soon()
    },
    cancel: forget,
  })
}

const isGap = (change: { kind: string }): change is Gap => change.kind === 'gap'

/** One at a time; of those that are asked for meanwhile, one more. */
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
