import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { EnvironmentName } from '@/db/schema/companies'
import { late, within } from '@/lib/flow/within'
import { type Certificates, faultyCertificate } from './certificates'
import type { FaultRegistry } from './faults/fault-registry'
import type { Effect } from './faults/faults'
import { Admission } from './requests/admission'
import { type Desk, plainHeaders } from './requests/arrival'
import { NetworkTap } from './requests/network'
import type { Observations } from './requests/observations'
import { type Service, serveRequest } from './requests/serve-request'
import { requestSubjectOf } from './rules/path'
import { TokenVerifier } from './rules/provider-token'
import { TokenRate } from './rules/token-rate'
import { Connection } from './state/connection'
import type { SimulatorPorts } from './state/ports'
import type { SimulatorSettings } from './state/settings'

type Incoming = Parameters<typeof plainHeaders>[0]
type Lasting<K> = Extract<Effect, { kind: K }>
type Open = { connection: Connection; network: NetworkTap }

export type ListenerParts = {
  kind: Service['kind']
  environmentName: EnvironmentName
  ports: SimulatorPorts
  settings: SimulatorSettings
  certificates: Certificates
  faults: FaultRegistry
  observations: Observations
}

const closeTimeoutMs = 2_000
const windowBytes = 65_535

/** One APNs server of one environment, on its own local port. */
export class SimulatorListener {
  readonly #parts: ListenerParts
  readonly #server: Http2SecureServer
  readonly #open = new Map<ServerHttp2Session, Open>()
  readonly #admission: Admission
  readonly #desk: Desk
  readonly #target: { environmentName: EnvironmentName }
  #ids = 0
  origin = ''

  constructor(parts: ListenerParts) {
    this.#parts = parts
    const { environmentName, certificates, observations, settings, faults, ports } = parts
    const { now } = settings
    this.#target = { environmentName }
    this.#admission = new Admission({ settings, faults, observations, target: this.#target })
    this.#desk = {
      environmentName,
      ports,
      settings,
      faults,
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
      // Node would close a session after 100 rejected streams. APNs keeps rejecting them.
      maxSessionRejectedStreams: 1_000_000,
      maxSessionMemory: 128,
      settings: {
        maxConcurrentStreams: 1,
        headerTableSize: 4096,
        initialWindowSize: windowBytes,
        maxFrameSize: 16_384,
        maxHeaderListSize: 8000,
        enablePush: false,
      },
    })
    this.#server.on('connection', (socket) => this.#admission.admit(socket))
    // Clients that don't speak HTTP/2 get no response.
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

  /** Forgets how often each device was pushed to. */
  forget() {
    this.#desk.rate.forget()
    this.#desk.silentBudget.forget()
  }

  async close() {
    for (const { connection, network } of this.#open.values()) {
      network.hearAgain()
      connection.sayGoodbye('Shutdown')
    }
    const served = new Set([...this.#open.values()].map(({ network }) => network.socket))
    for (const socket of this.#admission.sockets) if (!served.has(socket)) socket.destroy()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    if ((await within(closeTimeoutMs, closed)) === late) for (const socket of this.#admission.sockets) socket.destroy()
    await closed
  }

  #welcome(session: ServerHttp2Session) {
    const { settings, environmentName } = this.#parts
    const socket = this.#admission.socketOf(session)
    if (!socket) return session.destroy()
    const connection = new Connection(++this.#ids, session, environmentName, settings, () => this.#heed(open))
    const open = { connection, network: new NetworkTap(socket) }
    this.#open.set(session, open)
    session.on('close', () => this.#open.delete(session))
    session.on('error', () => undefined)
    session.setTimeout(settings.idleMs, () => connection.sayGoodbye('IdleTimeout'))
    this.#heed(open)
    if (this.#admission.isUnwelcome(socket)) connection.sayGoodbye('Shutdown')
  }

  #take(stream: ServerHttp2Stream, incoming: Incoming, rawHeaders: string[]) {
    stream.on('error', () => undefined)
    const open = stream.session && this.#open.get(stream.session as ServerHttp2Session)
    if (!open || !this.#mayOpen(open.connection, stream)) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
    const { kind, observations } = this.#parts
    const { connection, network } = open
    const headers = plainHeaders(incoming)
    const arrival = { stream, headers, subject: requestSubjectOf(headers, kind), rawHeaders, connection }
    serveRequest({ kind, desk: this.#desk, observations, network }, arrival).catch(() => {
      // The push couldn't be stored. Reset the stream as if it was never processed.
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

  /** Applies the faults that are on to the open connections and the certificate. */
  async heedFaults() {
    const { faults, certificates } = this.#parts
    for (const open of this.#open.values()) this.#heed(open)
    const how = faults.standing('connect', this.#target)?.how
    const { certPem, keyPem } =
      how === 'expired_certificate' || how === 'wrong_name' ? await faultyCertificate(certificates, how) : certificates
    this.#server.setSecureContext({ cert: certPem, key: keyPem })
  }

  /** Applies lasting faults to a connection. A fault of one app affects the connections that pushed to it. */
  #heed({ connection, network }: Open) {
    const { faults, settings } = this.#parts
    const targets = [undefined, ...connection.topics].map((topic) => ({
      ...this.#target,
      topic,
      connection: connection.id,
    }))
    const lasting = <K extends 'streams' | 'window' | 'black_hole'>(
      kind: K,
      isNews: (effect: Lasting<K>) => boolean,
    ) => {
      const target = targets.find((one) => faults.standing(kind, one))
      const effect = target && faults.standing(kind, target)
      // Count a fault once per connection, however often this runs.
      if (target && effect && isNews(effect)) faults.strike(kind, target)
      return effect
    }
    if (connection.isBound) {
      const limit = lasting('streams', ({ max }) => max !== connection.streamsMax)
      connection.allow(limit?.max ?? settings.streams)
    }
    connection.setWindow(lasting('window', ({ bytes }) => bytes !== connection.window)?.bytes ?? windowBytes)
    if (lasting('black_hole', () => !network.isDeaf)) network.goDeaf()
    else network.hearAgain()
  }
}
