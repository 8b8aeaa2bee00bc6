import type { Database } from '@/db/client'
import {
  allConfigurations,
  configurationRevisions,
  configurationsById,
  listMembers,
  listSizes,
} from '@/db/queries/prompts/prompts'
import type { KeyEnvironment } from '@/lib/context'
import { OneAtATime } from '@/lib/flow/single-flight'
import { log } from '@/lib/log'
import { contentIn } from '@/lib/prompts/content/stored-content'
import { type CompiledPrompt, compilePrompt } from '@/lib/prompts/evaluation/compile'
import { type Effective, effectiveOf, type Level } from '@/lib/prompts/levels/effective'
import { levelsAmong } from '@/lib/prompts/levels/levels'
import { levelOf } from '@/lib/prompts/levels/stored'

/** A change missed by NOTIFY is found within this time. */
const healEveryMs = 5_000
/** Retry delay after a failed read: the database is down, or its last connection was in use. */
const tryAgainMs = 250

type Row = Awaited<ReturnType<typeof allConfigurations>>[number]
type Kept = { row: Row; level: Level }
export type Current = { effective: Effective; compiled: CompiledPrompt; fingerprint: string }
type Place = Pick<KeyEnvironment, 'id' | 'name' | 'appId' | 'companyId'>

/** All configurations, compiled, in this process's memory. An evaluation needs no query. */
export class PromptStore {
  private kept = new Map<string, Kept>()
  private versions = new Map<string, string>()
  private levelsAt: ReturnType<typeof levelsAmong> = () => ({})
  private lists = new Map<string, ReadonlySet<string>>()
  private listSizes = new Map<string, number>()
  private current = new Map<string, Current>()
  private watchers = new Set<() => void>()
  private readonly reading = new OneAtATime(() => this.read())
  /** When the last successful read began. */
  private confirmedAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private tryingAgain: NodeJS.Timeout | undefined
  private isStopped = false
  private stopHearing: (() => Promise<void>) | undefined

  private constructor(private readonly database: Database) {}

  static async start(database: Database) {
    const store = new PromptStore(database)
    store.stopHearing = await database.hear(['prompt', 'customer_lists'], () => {
      store.heal()
    })
    try {
      await store.refresh()
    } catch (error) {
      await store.stopHearing()
      throw error
    }
    store.timer = setInterval(() => store.heal(), healEveryMs)
    store.timer.unref()
    return store
  }

  /** Returns the environment's effective prompt: the same object until it changes. */
  for(place: Place): Current {
    const known = this.current.get(place.id)
    if (known) return known
    const { name: environmentName, companyId, appId } = place
    const effective = effectiveOf(this.levelsAt({ environmentName, companyId, appId }))
    const compiled = compilePrompt(effective.content, effective.revision, this.lists)
    const made = { effective, compiled, fingerprint: `${effective.revision}${effective.isStopped ? ':stopped' : ''}` }
    this.current.set(place.id, made)
    return made
  }

  /** Configurations with their schedule state. Those this process can't parse are left to newer processes. */
  scheduled() {
    return [...this.kept.values()]
      .filter(({ row, level }) => row.revision === level.revision)
      .map(({ row, level }) => ({
        id: row.id,
        scheduleFiredUntil: row.scheduleFiredUntil,
        content: level.content,
      }))
  }

  /** Seconds since the database last confirmed the state in memory. It is checked every five seconds. */
  ageSeconds(): number {
    return Math.floor((performance.now() - this.confirmedAt) / 1000)
  }

  /** How many customer lists are in memory. */
  get listCount() {
    return this.lists.size
  }

  /** Calls `heard` after every configuration change, once `for` returns the new state. Returns an unsubscribe. */
  watch(heard: () => void): () => void {
    this.watchers.add(heard)
    return () => this.watchers.delete(heard)
  }

  /** Reads the changes since the last read. Simultaneous calls share one more read. */
  refresh(): Promise<void> {
    return this.reading.run()
  }

  async stop() {
    this.isStopped = true
    clearInterval(this.timer)
    clearTimeout(this.tryingAgain)
    this.watchers.clear()
    await this.stopHearing?.()
    await this.reading.settled()
  }

  private heal() {
    this.refresh().catch((error: unknown) => {
      reportRefresh(error)
      this.tryAgain()
    })
  }

  /** Retries until the database responds. Only the first failure is logged. */
  private tryAgain() {
    clearTimeout(this.tryingAgain)
    if (this.isStopped) return
    this.tryingAgain = setTimeout(() => this.refresh().catch(() => this.tryAgain()), tryAgainMs)
    this.tryingAgain.unref()
  }

  private async read() {
    const beganAt = performance.now()
    await this.readChanges()
    this.confirmedAt = beganAt
  }

  private async readChanges() {
    const revisions = await configurationRevisions(this.database.db)
    const stale = revisions.filter(({ id, version }) => this.versions.get(id) !== version)
    const present = new Set(revisions.map(({ id }) => id))
    const gone = [...this.kept.keys()].filter((id) => !present.has(id))
    const shortened = await this.shortenedLists()
    if (stale.length === 0 && gone.length === 0 && shortened.length === 0) return
    const rows = await this.rowsOf(stale.map(({ id }) => id))
    await this.loadLists([...shortened, ...this.unknownLists(rows)])
    for (const id of gone) this.kept.delete(id)
    for (const row of rows) this.keep(row)
    this.versions = new Map(revisions.map(({ id, version }) => [id, version]))
    this.dropUnnamedLists()
    const kept = [...this.kept.values()].map(({ row, level }) => ({ ...row, level }))
    this.levelsAt = levelsAmong(kept, ({ level }) => level)
    this.current.clear()
    for (const heard of this.watchers) heard()
  }

  private rowsOf(ids: string[]) {
    if (ids.length === 0) return []
    return ids.length > 100 ? allConfigurations(this.database.db) : configurationsById(this.database.db, { ids })
  }

  private keep(row: Row) {
    const level = levelOf(row)
    if (level.isReadable) {
      this.kept.set(row.id, { row, level })
      return
    }
    // Content from a newer version keeps its last known meaning here. Without one, the prompt asks no one.
    log.error({ configurationId: row.id, revision: row.revision }, 'couldn’t read a prompt configuration')
    this.kept.set(row.id, { row, level: this.kept.get(row.id)?.level ?? level })
  }

  private unknownLists(rows: Row[]) {
    const named = rows.flatMap(({ content }) => contentIn(content)?.lists.map(({ id }) => id) ?? [])
    return named.filter((id) => !this.lists.has(id))
  }

  /** The lists from which a customer was erased since they were read. */
  private async shortenedLists() {
    if (this.lists.size === 0) return []
    const sizes = await listSizes(this.database.db, { ids: [...this.lists.keys()] })
    return sizes.filter(({ id, size }) => this.listSizes.get(id) !== size).map(({ id }) => id)
  }

  private async loadLists(ids: string[]) {
    if (ids.length === 0) return
    for (const { id, customerIds, size } of await listMembers(this.database.db, { ids: [...new Set(ids)] })) {
      this.lists.set(id, new Set(customerIds))
      this.listSizes.set(id, size)
    }
  }

  private dropUnnamedLists() {
    const named = new Set(
      [...this.kept.values()].flatMap(({ level }) => level.content?.lists.map(({ id }) => id) ?? []),
    )
    for (const id of this.lists.keys()) {
      if (named.has(id)) continue
      this.lists.delete(id)
      this.listSizes.delete(id)
    }
  }
}

const reportRefresh = (error: unknown) => log.warn({ err: error }, 'couldn’t reload prompt configurations')
