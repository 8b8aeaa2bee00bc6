import type { KeyEnvironment } from '@/lib/context'
import type { LeftStream } from './client-words'
import type { Current, PromptStore } from './store'
import { type StreamOwner, StreamSeats } from './stream-seats'

export type StreamPlace = Pick<KeyEnvironment, 'id' | 'name' | 'appId' | 'companyId'>
/** The environment a key opens, when it expires, and the stream's owner. `targetingKey` is the client's, if given. */
export type StreamRight = StreamOwner & { place: StreamPlace; endsAt: Date | null; targetingKey?: string }
/** `send` takes one complete chunk, and returns false when the peer is gone or doesn't read. */
export type StreamListener = { send(chunk: Uint8Array): boolean; close(): void }

type Group = {
  place: StreamPlace
  listeners: Map<StreamListener, StreamRight>
  /** How many streams each client has open. */
  clients: Map<string, number>
  sent: string
}

const keepAliveMs = 20_000
/** The longest delay of Node's timers. */
const waitMsMax = 2_147_483_647
const keepAlive = new TextEncoder().encode(': still here\n\n')

/** The open streams of this process, which receive changes of their environment's prompt. */
export class PromptStreams {
  private groups = new Map<string, Group>()
  private readonly seats = new StreamSeats()
  private timer: NodeJS.Timeout

  constructor(
    private readonly store: PromptStore,
    private readonly onLeft: (client: LeftStream) => void = () => undefined,
  ) {
    store.watch(() => this.tellChanges())
    this.timer = setInterval(() => this.sendAll(keepAlive), keepAliveMs)
    this.timer.unref()
  }

  get size() {
    let size = 0
    for (const { listeners } of this.groups.values()) size += listeners.size
    return size
  }

  /** Sends the current state at once, then each change, until the key expires. Returns a function that drops it. */
  add(right: StreamRight, listener: StreamListener): () => void {
    const { place, endsAt } = right
    this.seats.take(right)
    const current = this.store.for(place)
    let group = this.groups.get(place.id)
    if (!group) {
      group = { place, listeners: new Map(), clients: new Map(), sent: current.fingerprint }
      this.groups.set(place.id, group)
    }
    group.listeners.set(listener, right)
    if (right.targetingKey !== undefined)
      group.clients.set(right.targetingKey, (group.clients.get(right.targetingKey) ?? 0) + 1)
    listener.send(eventOf(current))
    const cancel = endsAt ? at(endsAt, () => this.end(place.id, listener)) : undefined
    return () => {
      cancel?.()
      this.drop(place.id, listener)
    }
  }

  /** Closes all streams, because a key may have been revoked. Clients with a valid key reconnect. */
  closeEnvironment(environmentId: string) {
    for (const listener of [...(this.groups.get(environmentId)?.listeners.keys() ?? [])])
      this.end(environmentId, listener)
  }

  closeAll() {
    for (const environmentId of [...this.groups.keys()]) this.closeEnvironment(environmentId)
  }

  stop() {
    clearInterval(this.timer)
    this.closeAll()
  }

  private tellChanges() {
    for (const group of this.groups.values()) {
      const current = this.store.for(group.place)
      if (current.fingerprint === group.sent) continue
      group.sent = current.fingerprint
      this.sendTo(group, eventOf(current))
    }
  }

  private sendAll(chunk: Uint8Array) {
    for (const group of this.groups.values()) this.sendTo(group, chunk)
  }

  private sendTo(group: Group, chunk: Uint8Array) {
    for (const listener of [...group.listeners.keys()]) if (!listener.send(chunk)) this.end(group.place.id, listener)
  }

  private end(environmentId: string, listener: StreamListener) {
    if (!this.groups.get(environmentId)?.listeners.has(listener)) return
    this.drop(environmentId, listener)
    listener.close()
  }

  private drop(environmentId: string, listener: StreamListener) {
    const group = this.groups.get(environmentId)
    const owner = group?.listeners.get(listener)
    if (!group || !owner) return
    group.listeners.delete(listener)
    this.seats.give(owner)
    if (owner.targetingKey !== undefined) this.forget(group, owner.targetingKey)
    if (group.listeners.size === 0) this.groups.delete(environmentId)
  }

  private forget({ place, clients }: Group, targetingKey: string) {
    const left = (clients.get(targetingKey) ?? 1) - 1
    if (left > 0) {
      clients.set(targetingKey, left)
      return
    }
    clients.delete(targetingKey)
    this.onLeft({ environmentId: place.id, targetingKey, at: new Date() })
  }
}

/** Calls `act` at the moment, never before: Node's timers may fire a millisecond early. Returns a cancel function. */
function at(moment: Date, act: () => void): () => void {
  let timer: NodeJS.Timeout
  const msLeft = () => moment.getTime() - Date.now()
  const wait = () => {
    timer = setTimeout(() => (msLeft() > 0 ? wait() : act()), Math.min(Math.max(0, msLeft()), waitMsMax))
    timer.unref()
  }
  wait()
  return () => clearTimeout(timer)
}

/** OFREP's change event. Clients return `etag` as `flagConfigEtag`, which shows that the change arrived. */
function eventOf({ effective, fingerprint }: Current): Uint8Array {
  const data = {
    type: 'refetchEvaluation',
    etag: fingerprint,
    lastModified: Math.floor((effective.updatedAt?.getTime() ?? 0) / 1_000),
    revision: effective.revision,
  }
  return new TextEncoder().encode(`id: ${fingerprint}\nevent: message\ndata: ${JSON.stringify(data)}\n\n`)
}
