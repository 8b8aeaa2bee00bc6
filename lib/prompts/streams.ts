import type { KeyEnvironment } from '../context'
import type { Current, PromptStore } from './store'

export type StreamPlace = Pick<KeyEnvironment, 'id' | 'name' | 'appId' | 'companyId'>
/** What a key opens, and when it expires. */
export type StreamRight = { place: StreamPlace; endsAt: Date | null }
/** Takes one ready chunk; false when the other end is gone or does not read. */
export type Listener = { send(chunk: Uint8Array): boolean; close(): void }

type Group = { place: StreamPlace; listeners: Set<Listener>; sent: string }

const keepAliveMs = 20_000
/** Node's timers hold no more. */
const waitMsMax = 2_147_483_647
const keepAlive = new TextEncoder().encode(': still here\n\n')

/** Everybody who listens for changes of an environment's prompt in this process. */
export class PromptStreams {
  private groups = new Map<string, Group>()
  private timer: NodeJS.Timeout

  constructor(private readonly store: PromptStore) {
    store.watch(() => this.tellChanges())
    this.timer = setInterval(() => this.sendAll(keepAlive), keepAliveMs)
    this.timer.unref()
  }

  get size() {
    let size = 0
    for (const { listeners } of this.groups.values()) size += listeners.size
    return size
  }

  /** Sends the present state at once, then each change, until the key expires. */
  add({ place, endsAt }: StreamRight, listener: Listener): () => void {
    const current = this.store.for(place)
    let group = this.groups.get(place.id)
    if (!group) {
      group = { place, listeners: new Set(), sent: current.fingerprint }
      this.groups.set(place.id, group)
    }
    group.listeners.add(listener)
    listener.send(eventOf(current))
    const cancel = endsAt ? at(endsAt, () => this.end(place.id, listener)) : undefined
    return () => {
      cancel?.()
      this.drop(place.id, listener)
    }
  }

  /** A key of the environment may have been revoked: whoever still has a good one connects again. */
  closeEnvironment(environmentId: string) {
    for (const listener of this.groups.get(environmentId)?.listeners ?? []) listener.close()
    this.groups.delete(environmentId)
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
      sendTo(group, eventOf(current))
    }
  }

  private sendAll(chunk: Uint8Array) {
    for (const group of this.groups.values()) sendTo(group, chunk)
  }

  private end(environmentId: string, listener: Listener) {
    if (!this.groups.get(environmentId)?.listeners.has(listener)) return
    this.drop(environmentId, listener)
    listener.close()
  }

  private drop(environmentId: string, listener: Listener) {
    const group = this.groups.get(environmentId)
    group?.listeners.delete(listener)
    if (group?.listeners.size === 0) this.groups.delete(environmentId)
  }
}

/** Acts at the moment and not before: a timer of Node may fire a millisecond early. Gives what cancels it. */
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

function sendTo(group: Group, chunk: Uint8Array) {
  for (const listener of [...group.listeners]) {
    if (listener.send(chunk)) continue
    group.listeners.delete(listener)
    listener.close()
  }
}

/** OFREP's change event; `etag` comes back as `flagConfigEtag`, which shows that this change arrived. */
function eventOf({ effective, fingerprint }: Current): Uint8Array {
  const data = {
    type: 'refetchEvaluation',
    etag: fingerprint,
    lastModified: Math.floor((effective.updatedAt?.getTime() ?? 0) / 1_000),
    revision: effective.revision,
  }
  return new TextEncoder().encode(`id: ${fingerprint}\nevent: message\ndata: ${JSON.stringify(data)}\n\n`)
}
