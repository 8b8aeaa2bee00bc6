import type { Database } from '@/db/client'
import { log } from '../log'
import { fireSchedule, nextBoundary } from './fire-schedule'
import type { PromptStore } from './store'

/** Node's timers hold no more; a longer wait is simply set again. */
const waitMsMax = 2_147_483_647
const againMs = 1_000

/** Waits for the next scheduled moment of any configuration, and sees to it that it is recorded and told. */
export class PromptScheduler {
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  private firing: Promise<void> = Promise.resolve()
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
    await this.firing
  }

  private plan(waitMsMin = 0) {
    clearTimeout(this.timer)
    if (this.isStopped) return
    const moments = this.store.scheduled().flatMap((row) => nextBoundary(row)?.at ?? [])
    if (moments.length === 0) return
    const next = Math.min(...moments.map((at) => Date.parse(at)))
    const waitMs = Math.min(Math.max(next - Date.now(), waitMsMin), waitMsMax)
    this.timer = setTimeout(() => {
      this.firing = this.fireDue()
    }, waitMs)
    this.timer.unref()
  }

  private async fireDue() {
    const now = new Date()
    const due = this.store.scheduled().filter((row) => {
      const boundary = nextBoundary(row)
      return boundary !== undefined && boundary.at <= now.toISOString()
    })
    try {
      for (const { id } of due) await fireSchedule(this.database, { configurationId: id, now })
      await this.store.refresh()
      this.plan()
    } catch (error) {
      log.warn({ err: error }, 'a scheduled change of the prompt could not be recorded yet')
      this.plan(againMs)
    }
  }
}
