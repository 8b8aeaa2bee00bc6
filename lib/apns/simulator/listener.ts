import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { EnvironmentName } from '@/db/schema/companies'
import { sendAnswer } from './answer'
import type { Certificates } from './certificates'
import { Connection } from './connection'
import { type Desk, handlePush, plainHeaders } from './handle-push'
import type { SimulatorPorts } from './ports'
import { TokenVerifier } from './rules/provider-token'
import { TokenRate } from './rules/token-rate'
import type { SimulatorSettings } from './settings'

type Incoming = Parameters<typeof plainHeaders>[0]

const closeTimeoutMs = 5_000

/** One APNs: the production or the sandbox server, on a port of its own on this machine. */
export class Listener {
  readonly #server: Http2SecureServer
  readonly #connections = new Map<ServerHttp2Session, Connection>()
  readonly #desk: Desk
  #connects: number[] = []
  #refusesUntil = 0
  #ids = 0
  origin = ''

  constructor(
    environmentName: EnvironmentName,
    ports: SimulatorPorts,
    private readonly settings: SimulatorSettings,
    { certPem, keyPem }: Certificates,
  ) {
    this.#desk = {
      environmentName,
      ports,
      settings,
      verifier: new TokenVerifier(ports, settings),
      rate: new TokenRate(settings),
    }
    this.#server = createSecureServer({
      cert: certPem,
      key: keyPem,
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
    this.#server.on('stream', (stream: ServerHttp2Stream, headers: Incoming, _flags: number, raw: string[]) => {
      void this.#take(stream, headers, raw)
    })
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
    for (const connection of this.#connections.values()) connection.sayGoodbye('Shutdown')
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    const timer = setTimeout(() => {
      for (const session of this.#connections.keys()) session.destroy()
    }, closeTimeoutMs)
    await closed
    clearTimeout(timer)
  }

  /** Opening and closing again and again counts as an attack. */
  #admit(socket: Socket) {
    const now = this.settings.now()
    this.#connects = this.#connects.filter((at) => at > now - 60_000)
    this.#connects.push(now)
    if (this.#connects.length > this.settings.connectsPerMinuteMax) this.#refusesUntil = now + this.settings.refuseMs
    if (now < this.#refusesUntil) socket.destroy()
  }

  #welcome(session: ServerHttp2Session) {
    const connection = new Connection(++this.#ids, session, this.#desk.environmentName, this.settings)
    this.#connections.set(session, connection)
    session.on('close', () => this.#connections.delete(session))
    session.on('error', () => undefined)
    session.setTimeout(this.settings.idleMs, () => connection.sayGoodbye('IdleTimeout'))
  }

  async #take(stream: ServerHttp2Stream, incoming: Incoming, rawHeaders: string[]) {
    stream.on('error', () => undefined)
    const connection = stream.session && this.#connections.get(stream.session as ServerHttp2Session)
    if (!connection || !this.#mayOpen(connection, stream)) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
    const headers = plainHeaders(incoming)
    const { answer, push } = await handlePush(this.#desk, { stream, headers, rawHeaders, connection })
    await this.#desk.ports.record(push)
    sendAnswer(stream, answer)
    if (!connection.answered(answer.status, answer.reason)) connection.sayGoodbye(answer.reason ?? '', { code: 0 })
  }

  #mayOpen(connection: Connection, stream: ServerHttp2Stream) {
    const id = stream.id ?? 0
    if (id > connection.lastAllowedId || connection.openStreams >= connection.streamsMax) return false
    connection.lastProcessedId = Math.max(connection.lastProcessedId, id)
    connection.openStreams += 1
    connection.streamsPeak = Math.max(connection.streamsPeak, connection.openStreams)
    stream.on('close', () => {
      connection.openStreams -= 1
    })
    return true
  }
}
