import type { Database } from '@/db/client'
import { addFetches, type ClientWord, dropOldClients, type FetchCount, putClients } from '@/db/queries/prompt-fetches'
import { log } from '../log'
import type { EvaluationContext } from './context'
import type { Decision } from './outcomes'
import type { Current } from './store'

const flushEveryMs = 1_000
const hourMs = 3_600_000
/** Over these, the versions are no longer told apart and clients wait for their next fetch: memory and writes stay bounded. */
const countsMax = 2_000
/** The embedded database runs in this very thread: a long statement would keep phones waiting. */
const clientsMax = { postgres: 2_000, pglite: 250 }
const contextBytesMax = 2_048
const versionLengthMax = 32
/** A client's word is written again after that long, even when nothing about it changed. */
const writtenAgainMs = 15 * 60_000
const rememberedMax = 200_000
const keptDays = 30

export type Fetched = {
  environmentId: string
  current: Current
  context: EvaluationContext
  decision: Decision
  isStreaming: boolean
  now: number
}

/** How often one setting came to which decision, by the versions of who asked. */
type Tally = { environmentId: string; byDecision: Map<Decision, Map<string, Count>> }
type Count = { sdkVersion: string; appVersion: string; fetchCount: number; lastAt: number }

/** What the database was last told of a client. */
type Written = { revision: string; value: boolean } & Pick<Fetched, 'isStreaming' | 'now'> &
  Pick<EvaluationContext, 'appVersion' | 'sdkVersion' | 'permission'>

/** Counts who fetched what, in memory, and writes it in batches: no evaluation waits for the database. */
export class FetchLog {
  private tallies = new Map<Current, Tally>()
  private countsSize = 0
  private clients = new Map<string, ClientWord>()
  /** By environment and targeting key. */
  private written = new Map<string, Map<string, Written>>()
  private writtenSize = 0
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

  private count({ environmentId, current, context, decision, now }: Fetched) {
    let tally = this.tallies.get(current)
    if (!tally) {
      tally = { environmentId, byDecision: new Map() }
      this.tallies.set(current, tally)
    }
    let byVersions = tally.byDecision.get(decision)
    if (!byVersions) {
      byVersions = new Map()
      tally.byDecision.set(decision, byVersions)
    }
    const count = byVersions.get(`${context.sdkVersion} ${context.appVersion}`) ?? this.newCount(byVersions, context)
    count.fetchCount += 1
    count.lastAt = now
  }

  private newCount(byVersions: Map<string, Count>, { sdkVersion, appVersion }: EvaluationContext): Count {
    const said = `${sdkVersion} ${appVersion}`
    const isTold = this.countsSize < countsMax && said.length <= 2 * versionLengthMax + 1
    const key = isTold ? said : ''
    const known = byVersions.get(key)
    if (known) return known
    const count = {
      sdkVersion: isTold ? plain(sdkVersion) : '',
      appVersion: isTold ? plain(appVersion) : '',
      fetchCount: 0,
      lastAt: 0,
    }
    byVersions.set(key, count)
    this.countsSize += 1
    return count
  }

  private remember(fetched: Fetched) {
    const { environmentId, current, context, decision, isStreaming, now } = fetched
    const { targetingKey } = context
    if (targetingKey === undefined || targetingKey.length > 256 || targetingKey.includes('\0')) return
    const last = this.written.get(environmentId)?.get(targetingKey)
    const { revision } = current.effective
    const { value } = decision
    if (last && now - last.now < writtenAgainMs && saysTheSame(last, fetched)) return
    const key = `${environmentId} ${targetingKey}`
    if (this.clients.size >= clientsMax[this.database.kind] && !this.clients.has(key)) return
    const { appVersion, sdkVersion, permission } = context
    this.keepWritten(environmentId, targetingKey, {
      revision,
      value,
      isStreaming,
      now,
      appVersion,
      sdkVersion,
      permission,
    })
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

  private keepWritten(environmentId: string, targetingKey: string, written: Written) {
    if (this.writtenSize >= rememberedMax) {
      this.written.clear()
      this.writtenSize = 0
    }
    const ofEnvironment = this.written.get(environmentId) ?? new Map<string, Written>()
    this.written.set(environmentId, ofEnvironment)
    if (!ofEnvironment.has(targetingKey)) this.writtenSize += 1
    ofEnvironment.set(targetingKey, written)
  }

  private async write() {
    const fetches = fetchCounts(this.tallies)
    const clients = [...this.clients.values()]
    this.tallies.clear()
    this.countsSize = 0
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

/** One row for what is one in the database, although several settings or versions may have been heard as it. */
function fetchCounts(tallies: Map<Current, Tally>): FetchCount[] {
  const rows = new Map<string, FetchCount & { fetchCount: number; lastAt: Date }>()
  for (const [{ effective }, { environmentId, byDecision }] of tallies)
    for (const [{ value, decidedBy }, byVersions] of byDecision)
      for (const { sdkVersion, appVersion, fetchCount, lastAt } of byVersions.values()) {
        const hour = new Date(lastAt - (lastAt % hourMs))
        const named = { environmentId, hour, revision: effective.revision, sdkVersion, appVersion, decidedBy }
        const key = JSON.stringify([named, value])
        const row = rows.get(key) ?? { ...named, value: value ? 'on' : 'off', fetchCount: 0, lastAt: new Date(0) }
        row.fetchCount += fetchCount
        row.lastAt = new Date(Math.max(row.lastAt.getTime(), lastAt))
        rows.set(key, row)
      }
  return [...rows.values()]
}

const saysTheSame = (last: Written, now: Fetched) =>
  last.revision === now.current.effective.revision &&
  last.value === now.decision.value &&
  last.isStreaming === now.isStreaming &&
  last.appVersion === now.context.appVersion &&
  last.sdkVersion === now.context.sdkVersion &&
  last.permission === now.context.permission

const versionShape = new RegExp(`^[\\w.+() -]{1,${versionLengthMax}}$`)
const plain = (version: string | undefined) => (version && versionShape.test(version) ? version : '')

/** What the client said, without its key, as the evaluator will read it again when it counts who is affected. */
function kept({ raw }: EvaluationContext): Record<string, unknown> {
  const { targetingKey: _, ...rest } = raw
  const text = JSON.stringify(rest)
  return text.length <= contextBytesMax ? rest : {}
}
