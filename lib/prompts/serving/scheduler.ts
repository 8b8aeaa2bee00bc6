import type { Database } from '@/db/client'
import { log } from '@/lib/log'
import { fireSchedule, nextBoundary } from '@/lib/prompts/publishing/fire-schedule'
import type { PromptStore } from './store'

/** The longest delay of Node's timers. A longer wait is split. */
const waitMsMax = 2_147_483_647
const againMs = 1_000

/** Waits for the next scheduled step of any configuration, records it, and refreshes the store. */
export class PromptScheduler {
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  /** By configuration, so that a locked or failing one doesn't delay the others. */
  private readonly underway = new Map<string, Promise<void>>()
  private readonly notBefore = new Map<string, number>()
  private readonly unwatch: () => void

  constructor(
    private readonly database: Database,
    private readonly store: PromptStore,
  ) {
    this.unwatch = store.watch(() => this.plan())
    this.plan()
  }

  async stop() {
    this.isStopped = true
    this.unwatch()
    clearTimeout(this.timer)
    await Promise.all(this.underway.values())
  }

  private plan() {
    clearTimeout(this.timer)
    if (this.isStopped) return
    const moments = this.waiting().map(({ moment }) => moment)
    if (moments.length === 0) return
    const waitMs = Math.max(0, Math.min(...moments) - Date.now())
    this.timer = setTimeout(() => this.fireDue(), Math.min(waitMs, waitMsMax))
    this.timer.unref()
  }

  private waiting() {
    return this.store.scheduled().flatMap((row) => {
      const boundary = this.underway.has(row.id) ? undefined : nextBoundary(row)
      return boundary ? { id: row.id, moment: Math.max(Date.parse(boundary.at), this.notBefore.get(row.id) ?? 0) } : []
    })
  }

  private fireDue() {
    const now = new Date()
    for (const { id, moment } of this.waiting()) if (moment <= now.getTime()) this.underway.set(id, this.fire(id, now))
    this.plan()
  }

  private async fire(configurationId: string, now: Date) {
    try {
      await fireSchedule(this.database, { configurationId, now })
      await this.store.refresh()
      this.notBefore.delete(configurationId)
    } catch (error) {
      log.warn({ err: error, configurationId }, 'couldn’t record a scheduled prompt change yet')
      this.notBefore.set(configurationId, Date.now() + againMs)
    }
    this.underway.delete(configurationId)
    this.plan()
  }
}
