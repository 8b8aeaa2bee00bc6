import type { SentAddress } from './address'
import type { PushdeskFailure } from './failure'
import type { Requester } from './request'
import type { User } from './user'

type Said = { app: 'active' | 'background'; chat: 'connected' | 'disconnected' }

type Options = {
  send: Requester
  user: () => User | undefined
  address: () => SentAddress | undefined
  onFailure: (failure: PushdeskFailure) => void
}

/** The server forgets presence after 90 s. Renewed well before that, so that one lost request does no harm. */
const renewEveryMs = 40_000

/** Reports whether the app is in front and the chat open, so that the server sends no push for a message on screen. */
export function createPresence({ send, user, address, onFailure }: Options) {
  let now: Said = { app: 'background', chat: 'disconnected' }
  let timer: ReturnType<typeof setInterval> | undefined
  let queue: Promise<unknown> = Promise.resolve()

  function say(): Promise<void> {
    const who = user()
    if (!who) return Promise.resolve()
    const body = { user: who, ...address(), ...now }
    // One request at a time, so that a slow "active" can't overtake the "background" that followed it.
    const turn = queue
      .then(() => send({ method: 'PUT', path: '/api/v1/presence', user: who, body }))
      .then(
        () => undefined,
        (error: PushdeskFailure) => onFailure(error),
      )
    queue = turn
    return turn
  }

  function become(change: Partial<Said>): Promise<void> {
    now = { ...now, ...change }
    clearInterval(timer)
    const isThere = now.app === 'active' || now.chat === 'connected'
    if (isThere) timer = setInterval(() => void say(), renewEveryMs)
    return say()
  }

  return {
    setApp: (app: Said['app']) => become({ app }),
    setChat: (chat: Said['chat']) => become({ chat }),
    /** Ends the current customer's presence before another customer takes over. */
    leave: () => become({ app: 'background', chat: 'disconnected' }),
    renew: () => become({}),
    now: () => now,
    stop: () => clearInterval(timer),
  }
}
