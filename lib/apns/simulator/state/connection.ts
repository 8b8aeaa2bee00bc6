import type { ServerHttp2Session } from 'node:http2'
import type { EnvironmentName } from '@/db/schema/companies'
import type { VerifiedToken } from '@/lib/apns/simulator/rules/provider-token'
import type { SimulatedApnsKey } from './ports'
import { refuse, type SimulatedRefusal } from './refusal'
import type { SimulatorSettings } from './settings'

const tokenMsMax = 3_600_000
const renewMsMin = 20 * 60_000
const badTokenCost = 5

/** What APNs remembers of one connection: whose it is, which token it last saw, and how often it had to refuse. */
export class Connection {
  /** As the client was told; streams above it are refused. */
  streamsMax = 1
  window = 65_535
  openStreams = 0
  /** The highest stream that has arrived, and the highest that was processed. */
  lastArrivedId = 0
  #lastBegunId = 0
  /** After a good-bye, streams above this are not looked at. */
  lastAllowedId = Number.POSITIVE_INFINITY
  readonly #bound: { teamId: string; family: string; bundleIds: ReadonlySet<string> }[] = []
  #token: VerifiedToken | undefined
  #errors = 0
  /** The apps that were really pushed to. */
  readonly topics = new Set<string>()

  constructor(
    readonly id: number,
    readonly session: ServerHttp2Session,
    private readonly environmentName: EnvironmentName,
    private readonly settings: SimulatorSettings,
    /** Whose it is was learnt: its limits may be others now. */
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

  /** Rule 18: the team's, the key's, and known when the connection was bound. */
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
    // A lower limit counts from when the client has confirmed it.
    if (streams > this.streamsMax) this.streamsMax = streams
    this.session.settings({ maxConcurrentStreams: streams }, () => {
      this.streamsMax = streams
    })
  }

  /** How many bytes a stream may send before it is asked for more. */
  setWindow(bytes: number) {
    if (bytes === this.window || this.session.destroyed) return
    this.window = bytes
    this.session.settings({ initialWindowSize: bytes })
  }

  /** Keeps the books of answers; says whether the connection has used up what APNs bears. */
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

  /** From here on the push counts as processed; not any more when a good-bye has excluded it. */
  begins(id: number): boolean {
    if (id > this.lastAllowedId) return false
    this.#lastBegunId = Math.max(this.#lastBegunId, id)
    return true
  }

  /**
   * Names the last stream that it will finish, and looks at nothing above. Of the open ones, `all`, those up to `id`
   * (`this`), or none but what is already processed.
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
