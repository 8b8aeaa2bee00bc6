import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { EnvironmentName } from '@/db/schema/companies'
import { type Certificates, faultyCertificate } from './certificates'
import { Connection } from './connection'
import type { FaultDesk } from './fault-desk'
import { type Desk, plainHeaders } from './handle-push'
import { NetworkTap } from './network'
import type { Observations } from './observations'
import type { SimulatorPorts } from './ports'
import { TokenVerifier } from './rules/provider-token'
import { TokenRate } from './rules/token-rate'
import { servePush } from './serve-push'
import type { SimulatorSettings } from './settings'

type Incoming = Parameters<typeof plainHeaders>[0]
type Open = { connection: Connection; network: NetworkTap }

export type ListenerParts = {
  environmentName: EnvironmentName
  ports: SimulatorPorts
  settings: SimulatorSettings
  certificates: Certificates
  faults: FaultDesk
  observations: Observations
}

const closeTimeoutMs = 2_000

/** One APNs: the production or the sandbox server, on a port of its own on this machine. */
export class Listener {
  readonly #parts: ListenerParts
  readonly #server: Http2SecureServer
  readonly #open = new Map<ServerHttp2Session, Open>()
  readonly #sockets = new Set<Socket>()
  readonly #desk: Desk
  #connects: number[] = []
  #refusesUntil = 0
  #ids = 0
  origin = ''

  constructor(parts: ListenerParts) {
    const now = () => parts.settings.now() + (parts.faults.standing('clock', this.#target)?.skewMs ?? 0)
    const settings = { ...parts.settings, now }
    this.#parts = { ...parts, settings }
    const { environmentName, certificates, observations } = parts
    const ports = {
      ...parts.ports,
      findKey: async (keyId: string) => {
        const key = await parts.ports.findKey(keyId)
        return key && { ...key, isRevoked: key.isRevoked || this.#isRevokedByFault(key.bundleIds) }
      },
    }
    this.#desk = {
      environmentName,
      ports,
      settings,
      verifier: new TokenVerifier(ports, settings),
      rate: new TokenRate({ max: settings.tokenPushesMax, windowMs: settings.tokenWindowMs, now }),
      silentBudget: new TokenRate({ max: settings.silentPerHourMax, windowMs: 3_600_000, now }),
      onToken: (token) => observations.saw(token),
    }
    this.#server = createSecureServer({
      cert: certificates.certPem,
      key: certificates.keyPem,
      allowHTTP1: false,
      minVersion: 'TLSv1.2',
      // Node ends a session that overruns its streams 100 times; APNs goes on refusing.
      maxSessionRejectedStreams: 1_000_000,
      maxSessionMemory: 128,
      settings: {
        maxConcurrentStreams: 1,
        headerTableSize: 4096,
        initialWindowSize: 65_535,
        maxFrameSize: 16_384,
        maxHeaderListSize: 8000,
        enablePush: false,
      },
    })
    this.#server.on('connection', (socket) => this.#admit(socket))
    // Whoever does not speak HTTP/2 gets no answer.
    this.#server.on('unknownProtocol', (socket) => socket.destroy())
    this.#server.on('session', (session) => this.#welcome(session))
    this.#server.on('sessionError', () => undefined)
    this.#server.on('tlsClientError', () => undefined)
    this.#server.on('stream', (stream: ServerHttp2Stream, headers: Incoming, _flags: number, raw: string[]) =>
      this.#take(stream, headers, raw),
    )
  }

  async listen(port = 0) {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    const { port: given } = this.#server.address() as AddressInfo
    this.origin = `https://localhost:${given}`
  }

  async close() {
    for (const { connection, network } of this.#open.values()) {
      network.hearAgain()
      connection.sayGoodbye('Shutdown')
    }
    const served = new Set([...this.#open.values()].map(({ network }) => network.socket))
    for (const socket of this.#sockets) if (!served.has(socket)) socket.destroy()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy()
    }, closeTimeoutMs)
    await closed
    clearTimeout(timer)
  }

  get #target() {
    return { environmentName: this.#parts.environmentName }
  }

  #isRevokedByFault(bundleIds: readonly string[]) {
    const { faults } = this.#parts
    return bundleIds.some((topic) => faults.standing('revoked_key', { ...this.#target, topic }) !== undefined)
  }

  /** Opening and closing again and again counts as an attack. */
  #admit(socket: Socket) {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    const { settings, faults, observations } = this.#parts
    const now = settings.now()
    observations.connected(this.#sockets.size, now)
    this.#connects = this.#connects.filter((at) => at > now - 60_000)
    this.#connects.push(now)
    if (this.#connects.length > settings.connectsPerMinuteMax) this.#refusesUntil = now + settings.refuseMs
    if (now < this.#refusesUntil) return socket.destroy()
    const fault = faults.strike('connect', this.#target)
    if (!fault) return
    const tap = new NetworkTap(socket)
    if (fault.how === 'refuse') tap.reset()
    if (fault.how === 'stall') setImmediate(() => tap.goDeaf())
    if (fault.how === 'delay') {
      setImmediate(() => tap.goDeaf())
      setTimeout(() => tap.hearAgain(), fault.ms)
    }
  }

  #welcome(session: ServerHttp2Session) {
    const { settings, environmentName, faults } = this.#parts
    const connection = new Connection(++this.#ids, session, environmentName, settings, () => this.#streams())
    const port = session.socket.remotePort
    const socket = [...this.#sockets].find((one) => one.remotePort === port)
    if (!socket) return session.destroy()
    this.#open.set(session, { connection, network: new NetworkTap(socket) })
    session.on('close', () => this.#open.delete(session))
    session.on('error', () => undefined)
    session.setTimeout(settings.idleMs, () => connection.sayGoodbye('IdleTimeout'))
    const window = faults.standing('window', this.#target)
    if (window) session.settings({ initialWindowSize: window.bytes })
  }

  #take(stream: ServerHttp2Stream, incoming: Incoming, rawHeaders: string[]) {
    stream.on('error', () => undefined)
    const open = stream.session && this.#open.get(stream.session as ServerHttp2Session)
    if (!open || !this.#mayOpen(open.connection, stream)) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
    const { faults, observations, settings } = this.#parts
    const arrival = { stream, headers: plainHeaders(incoming), rawHeaders, connection: open.connection }
    servePush({ desk: this.#desk, faults, observations, settings, network: open.network }, arrival).catch(() => {
      // It could not be recorded, so it did not happen.
      stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    })
  }

  #mayOpen(connection: Connection, stream: ServerHttp2Stream) {
    const { observations } = this.#parts
    const id = stream.id ?? 0
    if (id > connection.lastAllowedId) {
      observations.streamsAfterGoodbye += 1
      return false
    }
    if (connection.openStreams >= connection.streamsMax) {
      observations.streamsAboveLimit += 1
      return false
    }
    connection.lastArrivedId = Math.max(connection.lastArrivedId, id)
    connection.openStreams += 1
    observations.opened(connection.openStreams)
    stream.on('close', () => {
      connection.openStreams -= 1
    })
    return true
  }

  #streams() {
    const { faults, settings } = this.#parts
    return faults.standing('streams', this.#target)?.max ?? settings.streams
  }

  /** Brings connections and certificate in line with the faults that are on. */
  async heedFaults() {
    const { faults, certificates } = this.#parts
    for (const { connection, network } of this.#open.values()) {
      if (connection.isBound) connection.allow(this.#streams())
      const isCut = [undefined, ...connection.bundleIds].some((topic) =>
        faults.standing('black_hole', { ...this.#target, topic, connection: connection.id }),
      )
      if (isCut) network.goDeaf()
      else network.hearAgain()
    }
    const how = faults.standing('connect', this.#target)?.how
    const { certPem, keyPem } =
      how === 'expired_certificate' || how === 'wrong_name' ? await faultyCertificate(certificates, how) : certificates
    this.#server.setSecureContext({ cert: certPem, key: keyPem })
  }
}
