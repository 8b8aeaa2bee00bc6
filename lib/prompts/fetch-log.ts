import type { Database } from '@/db/client'
import { addFetches, type ClientWord, dropOldClients, type FetchCount, putClients } from '@/db/queries/prompt-fetches'
import { log } from '../log'
import type { EvaluationContext } from './context'

const flushEveryMs = 1_000
const hourMs = 3_600_000
/** Over these, the versions are no longer told apart and clients wait for their next fetch: memory and writes stay bounded. */
const countsMax = 2_000
/** The embedded database runs in this very thread: a long statement would keep phones waiting. */
const clientsMax = { postgres: 2_000, pglite: 250 }
const contextBytesMax = 2_048
/** A client's word is written again after that long, even when nothing about it changed. */
const writtenAgainMs = 15 * 60_000
const rememberedMax = 200_000
const keptDays = 30

export type Fetched = {
  environmentId: string
  context: EvaluationContext
  revision: string
  value: boolean
  decidedBy: string
  isStreaming: boolean
  now: number
}

/** What the database was last told of a client. */
type Written = Pick<Fetched, 'revision' | 'value' | 'isStreaming' | 'now'> &
  Pick<EvaluationContext, 'appVersion' | 'sdkVersion' | 'permission'>

/** Counts who fetched what, in memory, and writes it in batches: no evaluation waits for the database. */
export class FetchLog {
  private counts = new Map<string, FetchCount>()
  private clients = new Map<string, ClientWord>()
  private written = new Map<string, Written>()
  private timer: NodeJS.Timeout
  private flushing: Promise<void> = Promise.resolve()
  private cleanedAt = 0

  constructor(private readonly database: Database) {
    this.timer = setInterval(() => this.flush(), flushEveryMs)
    this.timer.unref()
  }

  add(fetched: Fetched) {
    this.count(fetched)
    this.remember(fetched)
  }

  /** Everything heard so far is in the database when the promise resolves. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write())
    return this.flushing
  }

  async stop() {
    clearInterval(this.timer)
    await this.flush()
  }

  private count({ environmentId, context, revision, value, decidedBy, now }: Fetched) {
    const hour = now - (now % hourMs)
    const isFull = this.counts.size >= countsMax
    const sdkVersion = isFull ? '' : plain(context.sdkVersion)
    const appVersion = isFull ? '' : plain(context.appVersion)
    const key = `${environmentId} ${hour} ${revision} ${sdkVersion} ${appVersion} ${value} ${decidedBy}`
    const known = this.counts.get(key)
    if (known) {
      known.fetchCount += 1
      known.lastAt.setTime(now)
      return
    }
    this.counts.set(key, {
      environmentId,
      hour: new Date(hour),
      revision,
      sdkVersion,
      appVersion,
      value: value ? 'on' : 'off',
      decidedBy,
      fetchCount: 1,
      lastAt: new Date(now),
    })
  }

  private remember(fetched: Fetched) {
    const { environmentId, context, revision, value, isStreaming, now } = fetched
    const { targetingKey } = context
    if (targetingKey === undefined || targetingKey.length > 256 || targetingKey.includes('\0')) return
    const key = `${environmentId} ${targetingKey}`
    const last = this.written.get(key)
    if (last && now - last.now < writtenAgainMs && saysTheSame(last, fetched)) return
    if (this.clients.size >= clientsMax[this.database.kind] && !this.clients.has(key)) return
    if (this.written.size >= rememberedMax) this.written.clear()
    const { appVersion, sdkVersion, permission } = context
    this.written.set(key, { revision, value, isStreaming, now, appVersion, sdkVersion, permission })
    this.clients.set(key, {
      environmentId,
      targetingKey,
      context: kept(context),
      revision,
      value: value ? 'on' : 'off',
      isStreaming,
      lastAt: new Date(now),
    })
  }

  private async write() {
    const fetches = [...this.counts.values()]
    const clients = [...this.clients.values()]
    this.counts.clear()
    this.clients.clear()
    try {
      if (fetches.length) await addFetches(this.database.db, { fetches })
      if (clients.length) await putClients(this.database.db, { clients })
      await this.clean()
    } catch (error) {
      // An environment removed meanwhile, or the database away: numbers for people, not worth failing a phone for.
      log.warn({ err: error, fetches: fetches.length }, 'fetches of the prompt could not be recorded')
    }
  }

  private async clean() {
    if (Date.now() - this.cleanedAt < hourMs) return
    this.cleanedAt = Date.now()
    await dropOldClients(this.database.db, { before: new Date(Date.now() - keptDays * 24 * hourMs) })
  }
}

const saysTheSame = (last: Written, now: Fetched) =>
  last.revision === now.revision &&
  last.value === now.value &&
  last.isStreaming === now.isStreaming &&
  last.appVersion === now.context.appVersion &&
  last.sdkVersion === now.context.sdkVersion &&
  last.permission === now.context.permission

const plain = (version: string | undefined) => (version && /^[\w.+() -]{1,32}$/.test(version) ? version : '')

/** What the client said, without its key, as the evaluator will read it again when it counts who is affected. */
function kept({ raw }: EvaluationContext): Record<string, unknown> {
  const { targetingKey: _, ...rest } = raw
  const text = JSON.stringify(rest)
  return text.length <= contextBytesMax && !text.includes('\\u0000') ? rest : {}
}
