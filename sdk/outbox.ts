import { PushdeskFailure } from './failure'
import type { Requester } from './request'
import { cell, type KeyValueStorage } from './storage'
import { type User, userKey } from './user'

/** A message for the server, kept until it is sent. Its ID makes retries idempotent. */
type Item = { id: string; path: string; user: User; body: Record<string, unknown>; batch?: string }

type Options = { send: Requester; storage: KeyValueStorage; onFailure: (failure: PushdeskFailure) => void }

const itemsMax = 500
const batchMax = 100
const waitMsMin = 1_000
const waitMsMax = 60_000

/** Sends items in order, in batches where the endpoint accepts them. Retries temporary failures with growing waits. */
export function createOutbox({ send, storage, onFailure }: Options) {
  const items = cell<Item[]>(storage, 'outbox', [], Array.isArray)
  let isSending = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = waitMsMin

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    try {
      for (let next = nextBatch(items.read()); next; next = nextBatch(items.read())) {
        await sendBatch(next)
        remove(next)
        waitMs = waitMsMin
      }
    } catch (error) {
      if (!(error instanceof PushdeskFailure)) throw error
      again(error)
    } finally {
      isSending = false
    }
  }

  async function sendBatch(batch: Item[]) {
    const [first] = batch
    if (!first) return
    const body = first.batch ? { [first.batch]: batch.map((item) => item.body) } : first.body
    try {
      await send({ method: 'POST', path: first.path, user: first.user, body })
    } catch (error) {
      if (!(error instanceof PushdeskFailure) || error.kind !== 'invalid') throw error
      // The server will never accept it: drop it, tell the app, and continue with the rest.
      onFailure(error)
    }
  }

  function again(failure: PushdeskFailure) {
    onFailure(failure)
    const growing = waitMs * (0.75 + Math.random() / 2)
    timer = setTimeout(() => void flush(), Math.max(failure.retryAfterMs ?? 0, growing))
    waitMs = Math.min(waitMs * 2, waitMsMax)
  }

  function remove(sent: Item[]) {
    const ids = new Set(sent.map(({ id }) => id))
    items.write(items.read().filter(({ id }) => !ids.has(id)))
  }

  return {
    /** `batch`: the name of the list in the body, if the endpoint accepts many items at once. */
    add(item: { path: string; user: User; body: Record<string, unknown>; batch?: string; id?: string }) {
      const id = item.id ?? crypto.randomUUID()
      items.write([...items.read(), { ...item, id }].slice(-itemsMax))
      void flush()
    },
    flush,
    waiting: () => items.read().length,
    stop: () => clearTimeout(timer),
  }
}

/** The oldest item, with those that fit in the same request. */
function nextBatch(items: Item[]): Item[] | undefined {
  const [first] = items
  if (!first) return undefined
  if (!first.batch) return [first]
  const fits = (item: Item) => item.path === first.path && userKey(item.user) === userKey(first.user)
  return items.filter(fits).slice(0, batchMax)
}
