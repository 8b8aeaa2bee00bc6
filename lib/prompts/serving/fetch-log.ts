import type { Database, Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import { addFetches, type ClientWord, putClients } from '@/db/queries/prompts/prompt-fetches'
import { type Unwritten, writeInHalves } from '@/lib/flow/in-halves'
import { OneAtATime } from '@/lib/flow/single-flight'
import { log } from '@/lib/log'
import type { EvaluationContext } from '@/lib/prompts/evaluation/context'
import type { PromptDecision } from '@/lib/prompts/evaluation/outcomes'
import { bounded, type Counted, summed } from './fetch-sums'
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

export type Fetched = {
  environmentId: string
  current: Current
  context: EvaluationContext
  decision: PromptDecision
  isStreaming: boolean
  now: number
}

/** How often one setting came to which decision, by the versions of who asked. */
type Tally = { environmentId: string; byDecision: Map<PromptDecision, Map<string, Count>> }
type Count = { sdkVersion: string; appVersion: string; fetchCount: number; lastAt: number }

/** What the database was last told of a client. */
type Written = { revision: string; value: boolean } & Pick<Fetched, 'isStreaming' | 'now'> &
  Pick<EvaluationContext, 'appVersion' | 'sdkVersion' | 'permission'>

const logs = processWide<Map<Db, FetchLog>>('fetchLogs')

/** What this process heard so far is in the database afterwards: whoever asks about a client that has just asked finds it. */
export async function writeFetches(db: Db) {
  await logs.get()?.get(db)?.flush().catch(report)
}

/** Counts who fetched what, in memory, and writes it in batches: no evaluation waits for the database. */
export class FetchLog {
  private tallies = new Map<Current, Tally>()
  private countsSize = 0
  private clients = new Map<string, ClientWord>()
  /** By environment and targeting key. */
  private written = new Map<string, Map<string, Written>>()
  private writtenSize = 0
  /** Counted, and not taken by the database so far. */
  private unwritten: Counted[] = []
  private isFailing = false
  private timer: NodeJS.Timeout
  private readonly writing = new OneAtATime(() => this.write())

  constructor(private readonly database: Database) {
    this.timer = setInterval(() => this.flush().catch(report), flushEveryMs)
    this.timer.unref()
    if (!logs.get()) logs.set(new Map())
    logs.get()?.set(database.db, this)
  }

  add(fetched: Fetched) {
    this.count(fetched)
    this.remember(fetched)
  }

  /** Everything heard so far is in the database when the promise resolves, unless the database is away. */
  flush(): Promise<void> {
    return this.writing.run()
  }

  async stop() {
    clearInterval(this.timer)
    logs.get()?.delete(this.database.db)
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
    const { db } = this.database
    const fetches = summed([...this.unwritten, ...counted(this.tallies)])
    const clients = [...this.clients.values()]
    this.tallies.clear()
    this.countsSize = 0
    this.clients.clear()
    const fetchesLeft = fetches.length ? await writeInHalves(fetches, (part) => addFetches(db, { fetches: part })) : []
    const clientsLeft = clients.length ? await writeInHalves(clients, (part) => putClients(db, { clients: part })) : []
    this.unwritten = bounded(later(fetchesLeft))
    for (const client of later(clientsLeft)) this.keepForLater(client)
    this.tell([...fetchesLeft, ...clientsLeft])
  }

  /** The word of a client that could not be written: kept while there is room, else told at its next fetch. */
  private keepForLater(client: ClientWord) {
    const key = `${client.environmentId} ${client.targetingKey}`
    if (this.clients.has(key)) return
    if (this.clients.size < clientsMax[this.database.kind]) this.clients.set(key, client)
    else if (this.written.get(client.environmentId)?.delete(client.targetingKey)) this.writtenSize -= 1
  }

  /** Numbers for people, and no phone fails for them: told once when it begins and once when it is over. */
  private tell(left: Unwritten<Counted | ClientWord>[]) {
    const [waiting, refused] = [left.find((one) => one.isPassing), left.find((one) => !one.isPassing)]
    if (refused) log.error({ err: refused.error }, 'dropped prompt fetches that can’t be recorded')
    if (waiting && !this.isFailing) log.warn({ err: waiting.error }, 'prompt fetches are waiting for the database')
    if (!waiting && this.isFailing) log.info('waiting prompt fetches recorded')
    this.isFailing = waiting !== undefined
  }
}

function* counted(tallies: Map<Current, Tally>): Generator<Counted> {
  for (const [{ effective }, { environmentId, byDecision }] of tallies)
    for (const [{ value, decidedBy }, byVersions] of byDecision)
      for (const { lastAt, ...count } of byVersions.values())
        yield {
          ...count,
          environmentId,
          hour: new Date(lastAt - (lastAt % hourMs)),
          revision: effective.revision,
          value: value ? 'on' : 'off',
          decidedBy,
          lastAt: new Date(lastAt),
        }
}

const later = <Item>(left: Unwritten<Item>[]) => left.filter(({ isPassing }) => isPassing).map(({ item }) => item)

const report = (error: unknown) => log.error({ err: error }, 'couldn’t record prompt fetches')

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
