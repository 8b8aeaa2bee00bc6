import type { ClientHttp2Session } from 'node:http2'

export type KeepAliveOptions = {
  pingTimeoutMs: number
  /** A connection idle for this long is pinged before it is used again. */
  probeAfterIdleMs: number
  /** A connection idle for this long is pinged anyway (sending-notification-requests-to-apns: one PING an hour). */
  pingAfterIdleMs: number
}

type Parts = {
  session: ClientHttp2Session
  options: KeepAliveOptions
  /** The connection has been idle for `pingAfterIdleMs`. */
  idle(): void
  alive(): void
  dead(error: DeadPeer): void
}

/** Finds out whether the peer of a connection is alive. A peer that doesn't answer a ping in time is dead. */
export class KeepAlive {
  readonly #parts: Parts
  readonly #idleTimer: NodeJS.Timeout
  #timer: NodeJS.Timeout | undefined
  #lastUsedAt = Date.now()

  constructor(parts: Parts) {
    this.#parts = parts
    const { pingAfterIdleMs } = parts.options
    this.#idleTimer = setInterval(() => {
      if (this.#idleMs >= pingAfterIdleMs) parts.idle()
    }, pingAfterIdleMs)
    this.#idleTimer.unref()
  }

  get isStale() {
    return this.#idleMs > this.#parts.options.probeAfterIdleMs
  }

  used(at = Date.now()) {
    this.#lastUsedAt = at
  }

  /** Pings the peer. Returns false if a ping is already in flight. */
  ask(): boolean {
    if (this.#timer) return false
    const { session, options, alive, dead } = this.#parts
    this.#timer = setTimeout(() => dead(new DeadPeer()), options.pingTimeoutMs)
    session.ping((error) => {
      if (error) return
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.used()
      alive()
    })
    return true
  }

  stop() {
    clearTimeout(this.#timer)
    clearInterval(this.#idleTimer)
  }

  get #idleMs() {
    return Date.now() - this.#lastUsedAt
  }
}

export class DeadPeer extends Error {
  override readonly message = 'The server answered no ping.'
}
