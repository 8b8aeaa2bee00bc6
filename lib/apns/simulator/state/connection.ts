import type { ServerHttp2Session } from 'node:http2'
import type { EnvironmentName } from '@/db/schema/companies'
import type { VerifiedToken } from '@/lib/apns/simulator/rules/provider-token'
import type { SimulatedApnsKey } from './ports'
import { refuse, type SimulatedRefusal } from './refusal'
import type { SimulatorSettings } from './settings'

const tokenMsMax = 3_600_000
const renewMsMin = 20 * 60_000
const badTokenCost = 5

/** What APNs remembers about a connection: its team, its latest provider token, and its errors. */
export class Connection {
  /** The limit announced to the client. Streams above it are refused. */
  streamsMax = 1
  window = 65_535
  openStreams = 0
  /** The highest stream that has arrived, and the highest that was processed. */
  lastArrivedId = 0
  #lastBegunId = 0
  /** After a GOAWAY, streams above this ID aren't processed. */
  lastAllowedId = Number.POSITIVE_INFINITY
  readonly #bound: { teamId: string; family: string; bundleIds: ReadonlySet<string> }[] = []
  #token: VerifiedToken | undefined
  #errors = 0
  /** The apps that this connection has pushed to. */
  readonly topics = new Set<string>()

  constructor(
    readonly id: number,
    readonly session: ServerHttp2Session,
    private readonly environmentName: EnvironmentName,
    private readonly settings: SimulatorSettings,
    /** Called when the connection's team or apps become known, because its limits may change then. */
    private readonly learnt: () => void,
  ) {}

  get isBound() {
    return this.#bound.length > 0
  }

  /** Rules 7 to 10; the first valid token binds the connection to its team. */
  admit(token: VerifiedToken, key: SimulatedApnsKey, nowMs: number): SimulatedRefusal | undefined {
    const [bound] = this.#bound
    if (!key.environments.includes(this.environmentName))
      return refuse(403, this.settings.usesFieldSpelling ? 'BadEnvironmentKeyInToken' : 'BadEnvironmentKeyIdInToken')
    if (bound && bound.teamId !== token.teamId) return refuse(403, 'InvalidProviderToken')
    if (bound && bound.family !== key.family) return refuse(403, 'UnrelatedKeyIdInToken')
    if (token.issuedAtMs < nowMs - tokenMsMax) return refuse(403, 'ExpiredProviderToken')
    if (key.isRevoked) return refuse(403, 'Forbidden')
    const sinceLastMs = this.#token && Math.abs(token.issuedAtMs - this.#token.issuedAtMs)
    if (sinceLastMs && sinceLastMs < renewMsMin) return refuse(429, 'TooManyProviderTokenUpdates')
    this.#token = token
    if (!bound) {
      this.#bound.push({ teamId: token.teamId, family: key.family, bundleIds: new Set(key.bundleIds) })
      this.learnt()
    }
  }

  /** Rule 18: the app belongs to the team and the key, and did so when the connection was bound. */
  mayPushTo(bundleId: string, key: SimulatedApnsKey): boolean {
    const may = key.bundleIds.includes(bundleId) && this.#bound[0]?.bundleIds.has(bundleId) === true
    if (may && !this.topics.has(bundleId)) {
      this.topics.add(bundleId)
      this.learnt()
    }
    return may
  }

  /** Tells the client how many streams it may have open. */
  allow(streams: number) {
    if (streams === this.streamsMax || this.session.destroyed) return
    // A lower limit applies once the client has acknowledged it.
    if (streams > this.streamsMax) this.streamsMax = streams
    this.session.settings({ maxConcurrentStreams: streams }, () => {
      this.streamsMax = streams
    })
  }

  /** Sets how many bytes a stream may send before the server grants more. */
  setWindow(bytes: number) {
    if (bytes === this.window || this.session.destroyed) return
    this.window = bytes
    this.session.settings({ initialWindowSize: bytes })
  }

  /** Counts a response. Returns whether the connection is still within its error budget. */
  answered(status: number, reason: string | undefined): boolean {
    if (status === 200) {
      this.#errors = Math.max(0, this.#errors - 1)
      if (this.settings.throttlesAfterErrors && this.streamsMax === 1) this.learnt()
      return true
    }
    if (status < 400 || status >= 500 || status === 410) return true
    this.#errors += reason === 'BadDeviceToken' ? badTokenCost : 1
    if (this.settings.throttlesAfterErrors) this.allow(1)
    return this.#errors <= this.settings.errorBudget
  }

  /** Marks the push as processed. Returns false if a GOAWAY has already excluded it. */
  begins(id: number): boolean {
    if (id > this.lastAllowedId) return false
    this.#lastBegunId = Math.max(this.#lastBegunId, id)
    return true
  }

  /**
   * Sends a GOAWAY with the last stream that will finish, and processes none above it. Of the open streams, `all`
   * finish, or those up to `id` (`this`), or only those already processed (`none`).
   */
  sayGoodbye(reason: string | undefined, { code = 0, last = 'all', id = 0 }: Goodbye = {}) {
    if (this.session.destroyed || this.lastAllowedId !== Number.POSITIVE_INFINITY) return
    const highest = { all: this.lastArrivedId, this: Math.max(id, this.#lastBegunId), none: this.#lastBegunId }[last]
    this.lastAllowedId = highest
    this.session.goaway(code, highest, reason === undefined ? undefined : Buffer.from(JSON.stringify({ reason })))
    this.session.close()
  }
}

type Goodbye = { code?: number; last?: 'all' | 'this' | 'none'; id?: number }
