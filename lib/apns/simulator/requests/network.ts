import type { Socket } from 'node:net'

/** Faults below HTTP/2, on the TCP socket of a connection. */
export class NetworkTap {
  isDeaf = false

  constructor(readonly socket: Socket) {}

  reset() {
    this.socket.resetAndDestroy()
  }

  /** Stops reading from the operating system's socket: TCP stays open, but not even a ping gets through. */
  goDeaf() {
    this.isDeaf = true
    this.#handle()?.readStop()
  }

  hearAgain() {
    if (this.isDeaf) this.#handle()?.readStart()
    this.isDeaf = false
  }

  /** TLS has taken over the socket's events, so pause() has no effect. The socket's handle still works. */
  #handle(): { readStop(): void; readStart(): void } | undefined {
    return Reflect.get(this.socket, '_handle') ?? undefined
  }
}
