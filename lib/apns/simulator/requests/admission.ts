import type { ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'
import type { FaultRegistry, FaultTarget } from '@/lib/apns/simulator/faults/fault-registry'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'
import { NetworkTap } from './network'
import type { Observations } from './observations'

type Parts = { settings: SimulatorSettings; faults: FaultRegistry; observations: Observations; target: FaultTarget }

/** Decides which connections a server accepts, and applies the faults that occur before the first request. */
export class Admission {
  readonly sockets = new Set<Socket>()
  readonly #parts: Parts
  /** Connections that get a GOAWAY as soon as they are established. */
  readonly #unwelcome = new Set<Socket>()
  #connects: number[] = []
  #refusesUntil = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Treats too many connections in a minute as an attack, and then refuses new ones for a while. */
  admit(socket: Socket) {
    this.sockets.add(socket)
    socket.on('close', () => {
      this.sockets.delete(socket)
      this.#unwelcome.delete(socket)
    })
    const { settings, faults, observations, target } = this.#parts
    const now = settings.now()
    observations.connected(this.sockets.size, now)
    this.#connects = this.#connects.filter((at) => at > now - 60_000)
    this.#connects.push(now)
    if (this.#connects.length > settings.connectsPerMinuteMax) this.#refusesUntil = now + settings.refuseMs
    if (now < this.#refusesUntil) return socket.destroy()
    const fault = faults.strike('connect', target)
    if (!fault) return
    const tap = new NetworkTap(socket)
    if (fault.how === 'refuse') tap.reset()
    if (fault.how === 'stall') setImmediate(() => tap.goDeaf())
    if (fault.how === 'goodbye') this.#unwelcome.add(socket)
    if (fault.how === 'delay') {
      setImmediate(() => tap.goDeaf())
      setTimeout(() => tap.hearAgain(), fault.ms)
    }
  }

  /** The TCP socket below a session. */
  socketOf(session: ServerHttp2Session): Socket | undefined {
    const port = session.socket.remotePort
    return [...this.sockets].find((one) => one.remotePort === port)
  }

  isUnwelcome(socket: Socket) {
    return this.#unwelcome.has(socket)
  }
}
