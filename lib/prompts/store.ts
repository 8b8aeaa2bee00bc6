import { type Change, changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'
import { allConfigurations, configurationRevisions, configurationsById, listMembers } from '@/db/queries/prompts'
import type { KeyEnvironment } from '../context'
import { log } from '../log'
import { type CompiledPrompt, compilePrompt } from './compile'
import { PromptContent } from './content'
import { type Effective, effectiveOf, type Level, type Levels } from './effective'

/** A change that NOTIFY did not bring is seen after that long at the latest. */
const healEveryMs = 5_000

type Row = Awaited<ReturnType<typeof allConfigurations>>[number]
type Kept = { row: Row; level: Level }
export type Current = { effective: Effective; compiled: CompiledPrompt; fingerprint: string }
type Place = Pick<KeyEnvironment, 'name' | 'appId' | 'companyId'>

/** All configurations, compiled, in this process's memory: an evaluation never asks the database. */
export class PromptStore {
  private kept = new Map<string, Kept>()
  private byPlace = new Map<string, Level>()
  private lists = new Map<string, ReadonlySet<string>>()
  private current = new Map<string, Current>()
  private watchers = new Set<() => void>()
  private refreshing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private unlisten: (() => Promise<void>) | undefined

  private constructor(private readonly database: Database) {}

  static async start(database: Database) {
    const store = new PromptStore(database)
    store.unlisten = await database.listen(changesChannel, (payload) => store.hear(payload))
    await store.refresh()
    store.timer = setInterval(() => store.refresh().catch(reportRefresh), healEveryMs)
    store.timer.unref()
    return store
  }

  /** The environment's effective prompt; the same object until it changes. */
  for({ name, appId, companyId }: Place): Current {
    const key = `${appId}:${name}`
    const known = this.current.get(key)
    if (known) return known
    const effective = effectiveOf(this.levelsOf({ name, appId, companyId }))
    const compiled = compilePrompt(effective.content, effective.revision, this.lists)
    const made = { effective, compiled, fingerprint: `${effective.revision}${effective.isStopped ? ':stopped' : ''}` }
    this.current.set(key, made)
    return made
  }

  /** What is set, with the schedule's state. */
  scheduled() {
    return [...this.kept.values()].map(({ row, level }) => ({
      id: row.id,
      scheduleFiredUntil: row.scheduleFiredUntil,
      content: level.content,
    }))
  }

  /** Called after every change of any configuration, when `for` already gives the new answers. */
  watch(heard: () => void): () => void {
    this.watchers.add(heard)
    return () => this.watchers.delete(heard)
  }

  /** Reads what changed since the last time; several calls at once become one more read. */
  refresh(): Promise<void> {
    this.refreshing = this.refreshing.catch(() => undefined).then(() => this.read())
    return this.refreshing
  }

  async stop() {
    clearInterval(this.timer)
    this.watchers.clear()
    await this.unlisten?.()
    await this.refreshing.catch(() => undefined)
  }

  private hear(payload: string | undefined) {
    // A Change is only ever written by announce().
    const change = payload === undefined ? undefined : (JSON.parse(payload) as Change)
    if (change === undefined || change.kind === 'prompt') this.refresh().catch(reportRefresh)
  }

  private async read() {
    const revisions = await configurationRevisions(this.database.db)
    const stale = revisions.filter(({ id, revision }) => this.kept.get(id)?.row.revision !== revision)
    const present = new Set(revisions.map(({ id }) => id))
    const gone = [...this.kept.keys()].filter((id) => !present.has(id))
    if (stale.length === 0 && gone.length === 0) return
    const rows = await this.rowsOf(stale.map(({ id }) => id))
    await this.loadLists(rows)
    for (const id of gone) this.kept.delete(id)
    for (const row of rows) this.keep(row)
    this.byPlace = new Map([...this.kept.values()].map(({ row, level }) => [placeOf(row), level]))
    this.current.clear()
    for (const heard of this.watchers) heard()
  }

  private rowsOf(ids: string[]) {
    if (ids.length === 0) return []
    return ids.length > 100 ? allConfigurations(this.database.db) : configurationsById(this.database.db, { ids })
  }

  private keep(row: Row) {
    const parsed = row.content === null ? null : PromptContent.safeParse(row.content)
    if (parsed && !parsed.success) {
      // What a newer release wrote keeps its last known meaning here, and asks nobody where there is none.
      log.error({ configurationId: row.id, revision: row.revision }, 'a prompt configuration cannot be read')
      const known = this.kept.get(row.id)
      if (known) this.kept.set(row.id, { row, level: known.level })
      return
    }
    const level: Level = {
      configurationId: row.id,
      scopeKind: row.scopeKind,
      revision: row.revision,
      content: parsed?.data ?? null,
      updatedAt: row.updatedAt,
    }
    this.kept.set(row.id, { row, level })
  }

  private async loadLists(rows: Row[]) {
    const wanted = new Set<string>()
    for (const { content } of rows) {
      const parsed = PromptContent.safeParse(content)
      for (const list of parsed.success ? parsed.data.lists : []) if (!this.lists.has(list.id)) wanted.add(list.id)
    }
    if (wanted.size === 0) return
    for (const { id, customerIds } of await listMembers(this.database.db, { ids: [...wanted] }))
      this.lists.set(id, new Set(customerIds))
  }

  private levelsOf({ name, appId, companyId }: Place): Levels {
    return {
      platform: this.byPlace.get(`platform:${name}`),
      company: this.byPlace.get(`company:${companyId}:${name}`),
      app: this.byPlace.get(`app:${appId}:${name}`),
    }
  }
}

function placeOf({ scopeKind, companyId, appId, environmentName }: Row) {
  if (scopeKind === 'platform') return `platform:${environmentName}`
  return scopeKind === 'company' ? `company:${companyId}:${environmentName}` : `app:${appId}:${environmentName}`
}

const reportRefresh = (error: unknown) => log.warn({ err: error }, 'prompt configurations could not be read again')
