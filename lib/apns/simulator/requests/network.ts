import type { Socket } from 'node:net'

/** Faults below HTTP/2, on the TCP socket of a connection. */
export class NetworkTap {
  isDeaf = false

  constructor(readonly socket: Socket) {}

  reset() {
    this.socket.resetAndDestroy()
  }

  /** Stops listening at the operating system: TCP stays open, and not even a ping is heard. */
  goDeaf() {
    this.isDeaf = true
    this.#handle()?.readStop()
  }

  hearAgain() {
    if (this.isDeaf) this.#handle()?.readStart()
    this.isDeaf = false
  }

  /** TLS has taken the socket's events over, so that pause() does nothing any more; its handle still obeys. */
  #handle(): { readStop(): void; readStart(): void } | undefined {
    return Reflect.get(this.socket, '_handle') ?? undefined
  }
}
