import { randomUUID } from 'node:crypto'
import { announce } from '@/db/announce'
import type { Change } from '@/db/changes'
import type { Database } from '@/db/client'
import { log } from '@/lib/log'
import { hashOf, signatureOf } from '@/lib/secrets'
import { type PublicCall, publicLimits } from './public-limit-table'
import { WindowCounts } from './window-counts'

type LimitsUsed = Extract<Change, { kind: 'limits_used' }>
type Used = LimitsUsed['used'][number]

/** The number of counts in one announcement. In a flood, counts beyond `waitingMax` stay in their own process. */
const toldAtOnceMax = 100
const toldEveryMs = 100
/** After an announcement that failed. */
const toldAgainMs = 1_000
const waitingMax = 2_000
export const untold = 'couldn’t tell other processes how much of the limits is used'

/** Counts calls by customer, device, and IP address. */
export class PublicCounts {
  readonly registration = countsOf('registration')
  readonly evaluation = countsOf('evaluation')
  readonly event = countsOf('event')
  private waiting: Used[] = []
  private timer: NodeJS.Timeout | undefined
  private isShared = false

  /**
   * Shares frequent callers' counts with other processes, so that a limit holds for all of them together, to within a
   * tenth of the limit per process and a tenth of a second. Names stay in this process: only table slots are announced.
   * Returns a function that stops sharing.
   */
  async share(database: Database) {
    // The embedded database has one process.
    if (database.kind === 'pglite') return async () => undefined
    const { seed, table } = sharedTable()
    const by = randomUUID()
    this.isShared = true
    for (const [call, of, counts] of this.all())
      counts.share(seed, (counted) => this.tellSoon(database, { by, table }, { call, of, ...counted }))
    const stopHearing = await database.hear(['limits_used'], (change) => {
      if (change.kind === 'limits_used' && change.by !== by && change.table === table) this.addAll(change.used)
    })
    return async () => {
      this.isShared = false
      clearTimeout(this.timer)
      await stopHearing()
    }
  }

  private *all() {
    for (const call of ['registration', 'evaluation', 'event'] as const)
      for (const by of ['customer', 'device', 'address'] as const) yield [call, by, this[call][by]] as const
  }

  private addAll(used: Used[]) {
    const now = Date.now()
    for (const { call, of, ...counted } of used) this[call][of].add(counted, now)
  }

  private tellSoon(database: Database, from: Pick<LimitsUsed, 'by' | 'table'>, used: Used) {
    if (this.waiting.length < waitingMax) this.waiting.push(used)
    this.tellAfter(toldEveryMs, database, from)
  }

  private tellAfter(ms: number, database: Database, from: Pick<LimitsUsed, 'by' | 'table'>) {
    if (this.isShared) this.timer ??= setTimeout(() => void this.tell(database, from), ms).unref()
  }

  private async tell(database: Database, from: Pick<LimitsUsed, 'by' | 'table'>) {
    this.timer = undefined
    const told = this.waiting.splice(0)
    const changes: LimitsUsed[] = []
    for (let at = 0; at < told.length; at += toldAtOnceMax)
      changes.push({ kind: 'limits_used', ...from, used: told.slice(at, at + toldAtOnceMax) })
    await announce(database.db, ...changes).catch((error: unknown) => {
      // Each process still keeps the limits by itself.
      log.debug({ err: error }, untold)
      // If only the response was lost, others count these calls twice until the window ends.
      const now = Date.now()
      const current = told.filter(({ endsAt }) => endsAt > now)
      this.waiting = [...current, ...this.waiting].slice(0, waitingMax)
      if (this.waiting.length > 0) this.tellAfter(toldAgainMs, database, from)
    })
  }
}

function countsOf(call: PublicCall) {
  const windowMs = publicLimits[call].seconds * 1_000
  return {
    customer: new WindowCounts(windowMs),
    device: new WindowCounts(windowMs),
    address: new WindowCounts(windowMs),
  }
}

/** A name's slot is secret, and the same in processes with the same encryption key. A rotation means two tables. */
function sharedTable() {
  const digest = hashOf(signatureOf('places of names', 'limits'))
  return { seed: Number.parseInt(digest.slice(0, 7), 16), table: digest.slice(8, 16) }
}
