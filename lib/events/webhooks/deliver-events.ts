import type { Db } from '@/db/client'
import {
  claimEventWebhooks,
  type EventWebhookRow,
  eventPlaceOf,
  keepProgress,
} from '@/db/queries/events/event-webhooks'
import type { EventPlace } from '@/db/queries/events/positions'
import { eventsAfter } from '@/db/queries/events/read-events'
import { log } from '@/lib/log'
import { publicEvent } from '../public-event'
import { type EventAnswer, sendEvent } from './send-event'

const atOnceMax = 20
const pageMax = 50
const lookMax = 2_000
/** After this long, a turn ends so that other webhooks of the process get theirs. */
const turnMs = 15_000
const firstMs = 5_000
const longestMs = 15 * 60_000
/** A webhook that fails for this long is paused until someone resumes it. */
const pausedAfterMs = 24 * 3_600_000

/** Sends waiting events, each webhook from only one process, and resolves when done. */
export async function deliverEvents(db: Db) {
  await Promise.all(await startTurns(db, { limit: atOnceMax }))
}

/** Starts turns for webhooks that no other process is sending for. */
async function startTurns(db: Db, { limit, signal }: { limit: number; signal?: AbortSignal }) {
  const claimed = await claimEventWebhooks(db, { limit })
  return claimed.map((webhook) => takeWebhookTurn(db, webhook, signal))
}

async function takeWebhookTurn(db: Db, webhook: EventWebhookRow, signal: AbortSignal | undefined) {
  const { environmentId, types, since } = webhook
  const endsAt = Date.now() + turnMs
  const isOver = () => Date.now() > endsAt || signal?.aborted === true
  let place = eventPlaceOf(webhook)
  for (;;) {
    const asked = { environmentId, after: place, types, since, limit: pageMax, lookMax }
    const page = await eventsAfter(db, asked)
    for (const row of page.events) {
      const answer = await sendEvent(webhook, publicEvent(row))
      if (!answer.isTaken) return noteFailure(db, webhook, answer)
      place = { position: row.position, number: row.number }
      const isLast = isOver()
      if (!(await noteSent(db, webhook, { place, answer, isOver: isLast })) || isLast) return
    }
    place = page.place
    const isLast = !page.isMore || isOver()
    if (!(await keepProgress(db, { webhook, place, isOver: isLast })) || isLast) return
  }
}

type Sent = { place: EventPlace; answer: EventAnswer; isOver: boolean }

function noteSent(db: Db, webhook: EventWebhookRow, { place, answer, isOver }: Sent) {
  const now = new Date()
  webhook.attemptCount = 0
  webhook.failingSince = null
  const after = { attemptCount: 0, failingSince: null, lastAnswer: answer.text, lastAnswerAt: now, lastSentAt: now }
  return keepProgress(db, { webhook, place, isOver, ...after })
}

/** Backs off after a failure. The failed event stays next. */
async function noteFailure(db: Db, webhook: EventWebhookRow, { text, isGone, waitMs }: EventAnswer) {
  const now = new Date()
  const attemptCount = webhook.attemptCount + 1
  const failingSince = webhook.failingSince ?? now
  const isPaused = isGone || now.getTime() - failingSince.getTime() >= pausedAfterMs
  const ownMs = Math.min(firstMs * 2 ** (attemptCount - 1), longestMs)
  const dueAt = new Date(now.getTime() + Math.max(ownMs, Math.min(waitMs ?? 0, longestMs)))
  log.warn({ webhookId: webhook.id, answer: text, isPaused }, 'couldn’t send an event')
  const after = { attemptCount, failingSince, dueAt, lastAnswer: text, lastAnswerAt: now }
  await keepProgress(db, { webhook, isOver: true, ...after, ...(isPaused && { pausedAt: now }) })
}

/** Starts turns whenever look() is called, up to the process's limit of concurrent turns. */
export class EventSender {
  readonly #db: Db
  readonly #turns = new Set<Promise<void>>()
  readonly #stopping = new AbortController()
  #starting: Promise<void> | undefined

  constructor(db: Db) {
    this.#db = db
  }

  look() {
    if (this.#turns.size >= atOnceMax) return
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined
    })
  }

  async #start() {
    const { signal } = this.#stopping
    const limit = atOnceMax - this.#turns.size
    const turns = await startTurns(this.#db, { limit, signal }).catch((error: unknown) => {
      log.error({ err: error }, 'couldn’t look for events to send; retrying')
      return []
    })
    for (const turn of turns) {
      const over = turn
        .catch((error: unknown) => log.error({ err: error }, 'couldn’t send events; retrying'))
        .then(() => void this.#turns.delete(over))
      this.#turns.add(over)
    }
  }

  async stop() {
    this.#stopping.abort()
    await this.#starting
    await Promise.all(this.#turns)
  }
}
