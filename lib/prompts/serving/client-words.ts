import type { Database } from '@/db/client'
import { type ClientWord, endStreams, putClients } from '@/db/queries/prompts/prompt-fetches'
import { type Unwritten, writeInHalves } from '@/lib/flow/in-halves'
import type { EvaluationContext } from '@/lib/prompts/evaluation/context'
import type { PromptDecision } from '@/lib/prompts/evaluation/outcomes'
import type { Current } from './store'

/** What a client asked, and what it was told. */
export type Fetched = {
  environmentId: string
  current: Current
  context: EvaluationContext
  decision: PromptDecision
  isStreaming: boolean
  now: number
}

/** Over so many, clients of which nothing important changed wait for their next fetch: memory stays bounded. */
const clientsMax = { postgres: 2_000, pglite: 250 }
/** In one statement. The embedded database runs in this very thread: a long one would keep phones waiting. */
const batchSize = clientsMax
/** Many more than a process has streams. */
const changedMax = 100_000
const contextBytesMax = 2_048
/** A client's word is written again after that long, even when nothing about it changed. */
const writtenAgainMs = 15 * 60_000
const rememberedMax = 200_000

/** A client whose last event stream here has ended. */
export type LeftStream = { environmentId: string; targetingKey: string; at: Date }

/** What the database was last told of a client. */
type Written = { revision: string; value: boolean } & Pick<Fetched, 'isStreaming' | 'now'> &
  Pick<EvaluationContext, 'appVersion' | 'sdkVersion' | 'permission'>

/** The last word of each client, until the database has it. */
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
    // When a revision is saved, all phones ask at once: a word that is lost then shows one that hasn't got it.
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

  /** Gives what wasn't written; of that, what may be later is kept. */
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

  /** While the database takes nothing, it is left at one try. */
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

  /** The word of a client that could not be written: kept while there is room, else told at its next fetch. */
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

/** What the client said, without its key, as the evaluator will read it again when it counts who is affected. */
function kept({ raw }: EvaluationContext): Record<string, unknown> {
  const { targetingKey: _, ...rest } = raw
  const text = JSON.stringify(rest)
  return text.length <= contextBytesMax ? rest : {}
}
