import type { Database } from '@/db/client'
import { type ClientWord, endStreams, putClients } from '@/db/queries/prompts/prompt-fetches'
import { type Unwritten, writeInHalves } from '@/lib/flow/in-halves'
import type { EvaluationContext } from '@/lib/prompts/evaluation/context'
import type { PromptDecision } from '@/lib/prompts/evaluation/outcomes'
import type { Current } from './store'

/** A client's context at one evaluation, and the decision it received. */
export type Fetched = {
  environmentId: string
  current: Current
  context: EvaluationContext
  decision: PromptDecision
  isStreaming: boolean
  now: number
}

/** Above this many waiting clients, one without an important change is left for its next fetch. Bounds memory. */
const clientsMax = { postgres: 2_000, pglite: 250 }
/** Clients per statement. The embedded database runs in this thread, so a long statement would block phones. */
const batchSize = clientsMax
/** The limit for clients with an important change: many more than a process has streams. */
const changedMax = 100_000
const contextBytesMax = 2_048
/** Rewrite an unchanged client after this long, so that its last-seen time stays current. */
const writtenAgainMs = 15 * 60_000
const rememberedMax = 200_000

/** A client whose last event stream in this process has ended. */
export type LeftStream = { environmentId: string; targetingKey: string; at: Date }

/** A client's state as last queued for the database. */
type Written = { revision: string; value: boolean } & Pick<Fetched, 'isStreaming' | 'now'> &
  Pick<EvaluationContext, 'appVersion' | 'sdkVersion' | 'permission'>

/** The latest state of each client, held until it is in the database. */
export class ClientWords {
  private waiting = new Map<string, ClientWord>()
  private left = new Map<string, LeftStream>()
  /** By environment and targeting key. */
  private written = new Map<string, Map<string, Written>>()
  private writtenSize = 0

  constructor(private readonly database: Database) {}

  add(fetched: Fetched) {
    const { environmentId, current, context, decision, isStreaming, now } = fetched
    const { targetingKey } = context
    if (!isKey(targetingKey)) return
    const key = `${environmentId} ${targetingKey}`
    if (isStreaming) this.left.delete(key)
    const last = this.written.get(environmentId)?.get(targetingKey)
    const { revision } = current.effective
    const { value } = decision
    if (last && now - last.now < writtenAgainMs && saysTheSame(last, fetched)) return
    // After a save, all phones fetch at once. Dropping one then would show it as not having the new revision.
    const isChanged = isStreaming || (last !== undefined && last.revision !== revision)
    if (!this.hasRoom(key, isChanged)) return
    const { appVersion, sdkVersion, permission } = context
    const said = { revision, value, isStreaming, now, appVersion, sdkVersion, permission }
    this.keepWritten(environmentId, targetingKey, said)
    this.waiting.set(key, {
      environmentId,
      targetingKey,
      context: kept(context),
      revision,
      value: value ? 'on' : 'off',
      isStreaming,
      lastAt: new Date(now),
    })
  }

  leave(client: LeftStream) {
    const { environmentId, targetingKey } = client
    if (!isKey(targetingKey) || this.left.size >= changedMax) return
    const key = `${environmentId} ${targetingKey}`
    const word = this.waiting.get(key)
    if (word) this.waiting.set(key, { ...word, isStreaming: false })
    const last = this.written.get(environmentId)?.get(targetingKey)
    if (last) last.isStreaming = false
    this.left.set(key, client)
  }

  /** Returns the items that weren't written. Those with a temporary error are queued again. */
  async write(): Promise<Unwritten<ClientWord | LeftStream>[]> {
    const { db } = this.database
    const [words, left] = [[...this.waiting.values()], [...this.left.values()]]
    this.waiting.clear()
    this.left.clear()
    const wordsLeft = await this.inBatches(words, (clients) => putClients(db, { clients }))
    const leftLeft = await this.inBatches(left, (clients) => endStreams(db, { clients }))
    for (const { item, isPassing } of wordsLeft) if (isPassing) this.keepForLater(item)
    for (const { item, isPassing } of leftLeft) if (isPassing) this.leaveLater(item)
    return [...wordsLeft, ...leftLeft]
  }

  /** Stops at the first batch with a temporary error, because the database is down. */
  private async inBatches<Item>(items: Item[], write: (part: Item[]) => Promise<unknown>) {
    const size = batchSize[this.database.kind]
    const unwritten: Unwritten<Item>[] = []
    for (let from = 0; from < items.length; from += size) {
      unwritten.push(...(await writeInHalves(items.slice(from, from + size), write)))
      const passing = unwritten.find(({ isPassing }) => isPassing)
      if (passing) return [...unwritten, ...items.slice(from + size).map((item) => ({ ...passing, item }))]
    }
    return unwritten
  }

  private hasRoom(key: string, isChanged: boolean) {
    return this.waiting.has(key) || this.waiting.size < (isChanged ? changedMax : clientsMax[this.database.kind])
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

  /** Queues an unwritten client again while there is room. Otherwise its next fetch is written. */
  private keepForLater(client: ClientWord) {
    const key = `${client.environmentId} ${client.targetingKey}`
    if (this.waiting.has(key)) return
    if (this.hasRoom(key, client.isStreaming === true))
      this.waiting.set(key, this.left.has(key) ? { ...client, isStreaming: false } : client)
    else if (this.written.get(client.environmentId)?.delete(client.targetingKey)) this.writtenSize -= 1
  }

  private leaveLater(client: LeftStream) {
    const key = `${client.environmentId} ${client.targetingKey}`
    const isBack = this.waiting.get(key)?.isStreaming
    if (!isBack && !this.left.has(key)) this.left.set(key, client)
  }
}

const isKey = (targetingKey: string | undefined): targetingKey is string =>
  targetingKey !== undefined && targetingKey.length <= 256 && !targetingKey.includes('\0')

const saysTheSame = (last: Written, now: Fetched) =>
  last.revision === now.current.effective.revision &&
  last.value === now.decision.value &&
  last.isStreaming === now.isStreaming &&
  last.appVersion === now.context.appVersion &&
  last.sdkVersion === now.context.sdkVersion &&
  last.permission === now.context.permission

/** The client's context without its targeting key, as the evaluator reads it again to estimate who is affected. */
function kept({ raw }: EvaluationContext): Record<string, unknown> {
  const { targetingKey: _, ...rest } = raw
  const text = JSON.stringify(rest)
  return text.length <= contextBytesMax ? rest : {}
}
