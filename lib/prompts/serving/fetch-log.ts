import type { Database, Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import { addFetches } from '@/db/queries/prompts/prompt-fetches'
import { type Unwritten, writeInHalves } from '@/lib/flow/in-halves'
import { OneAtATime } from '@/lib/flow/single-flight'
import { log } from '@/lib/log'
import type { EvaluationContext } from '@/lib/prompts/evaluation/context'
import type { PromptDecision } from '@/lib/prompts/evaluation/outcomes'
import { ClientWords, type Fetched, type LeftStream } from './client-words'
import { bounded, type Counted, summed } from './fetch-sums'
import type { Current } from './store'

const flushEveryMs = 1_000
const hourMs = 3_600_000
/** Above these limits, versions are no longer counted separately, which bounds memory and writes. */
const countsMax = 2_000
const versionLengthMax = 32

/** How often one prompt state led to each decision, by the client's versions. */
type Tally = { environmentId: string; byDecision: Map<PromptDecision, Map<string, Count>> }
type Count = { sdkVersion: string; appVersion: string; fetchCount: number; lastAt: number }

const logs = processWide<Map<Db, FetchLog>>('fetchLogs')

/** Writes everything this process has counted so far, so that a page can show a client that just fetched. */
export async function writeFetches(db: Db) {
  await logs.get()?.get(db)?.flush().catch(report)
}

/** Counts fetches in memory and writes them in batches, so that no evaluation waits for the database. */
export class FetchLog {
  private tallies = new Map<Current, Tally>()
  private countsSize = 0
  /** Counted, but not yet in the database. */
  private unwritten: Counted[] = []
  private isFailing = false
  private timer: NodeJS.Timeout
  private readonly clients: ClientWords
  private readonly writing = new OneAtATime(() => this.write())

  constructor(private readonly database: Database) {
    this.clients = new ClientWords(database)
    this.timer = setInterval(() => this.flush().catch(report), flushEveryMs)
    this.timer.unref()
    if (!logs.get()) logs.set(new Map())
    logs.get()?.set(database.db, this)
  }

  add(fetched: Fetched) {
    this.count(fetched)
    this.clients.add(fetched)
  }

  /** Records that the client's last stream ended. */
  leave(left: LeftStream) {
    this.clients.leave(left)
  }

  /** Resolves when everything counted so far is in the database, unless the database is down. */
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

  private async write() {
    const { db } = this.database
    const fetches = summed([...this.unwritten, ...counted(this.tallies)])
    this.tallies.clear()
    this.countsSize = 0
    const fetchesLeft = fetches.length ? await writeInHalves(fetches, (part) => addFetches(db, { fetches: part })) : []
    const clientsLeft = await this.clients.write()
    this.unwritten = bounded(fetchesLeft.filter(({ isPassing }) => isPassing).map(({ item }) => item))
    this.tell([...fetchesLeft, ...clientsLeft])
  }

  /** These are statistics, so failures are only logged; an outage is logged when it begins and when it ends. */
  private tell(left: Unwritten<unknown>[]) {
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

const report = (error: unknown) => log.error({ err: error }, 'couldn’t record prompt fetches')

const versionShape = new RegExp(`^[\\w.+() -]{1,${versionLengthMax}}$`)
const plain = (version: string | undefined) => (version && versionShape.test(version) ? version : '')
