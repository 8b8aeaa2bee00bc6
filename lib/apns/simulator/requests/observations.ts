import type { VerifiedToken } from '@/lib/apns/simulator/rules/provider-token'
import { BoundedMap } from '@/lib/flow/bounded-map'
import type { Handled } from './answer'

const idsMax = 500_000
const contentsMax = 100_000
const neverRetried = [
  'BadDeviceToken',
  'DeviceTokenNotForTopic',
  'Forbidden',
  'ExpiredToken',
  'Unregistered',
  'PayloadTooLarge',
]

/** Records the client's behavior, for tests. */
export class Observations {
  #answers = new Map<string, number>()
  #processed = new BoundedMap<string, number>(idsMax)
  /** The same counts by device token and payload. Only these show a repeat under a new ID. */
  #contents = new BoundedMap<string, number>(contentsMax)
  #refusedForGood = new Set<string>()
  #tokens = new Map<string, number>()
  #connects: number[] = []
  unanswered = 0
  streamsPeak = 0
  connectionsPeak = 0
  streamsAboveLimit = 0
  streamsAfterGoodbye = 0
  retriesOfFinalRefusals = 0

  connected(open: number, nowMs: number) {
    this.connectionsPeak = Math.max(this.connectionsPeak, open)
    this.#connects.push(nowMs)
    if (this.#connects.length > 10_000) this.#connects.shift()
  }

  opened(streams: number) {
    this.streamsPeak = Math.max(this.streamsPeak, streams)
  }

  saw(token: VerifiedToken) {
    this.#tokens.set(token.jwt, token.issuedAtMs)
  }

  processed({ answer, push }: Handled) {
    const said = answer.reason ? `${answer.status} ${answer.reason}` : String(answer.status)
    this.#answers.set(said, (this.#answers.get(said) ?? 0) + 1)
    if (!push) return
    if (this.#refusedForGood.has(push.apnsId)) this.retriesOfFinalRefusals += 1
    if (push.reason && neverRetried.includes(push.reason)) this.#refusedForGood.add(push.apnsId)
    if (push.status !== 200) return
    count(this.#processed, push.apnsId)
    count(this.#contents, `${push.token} ${push.payloadHash}`)
  }

  forget() {
    for (const seen of [this.#answers, this.#processed, this.#contents, this.#tokens, this.#refusedForGood])
      seen.clear()
    this.#connects = []
    this.unanswered = 0
    this.streamsPeak = 0
    this.connectionsPeak = 0
    this.streamsAboveLimit = 0
    this.streamsAfterGoodbye = 0
    this.retriesOfFinalRefusals = 0
  }

  report() {
    const issued = [...this.#tokens.values()].sort((a, b) => a - b)
    const minuteAgo = (this.#connects.at(-1) ?? 0) - 60_000
    return {
      answers: Object.fromEntries(this.#answers),
      accepted: this.#processed.size,
      acceptedMoreThanOnce: [...this.#processed]
        .filter(([, times]) => times > 1)
        .map(([apnsId, times]) => ({ apnsId, times })),
      samePayloadMoreThanOnce: [...this.#contents]
        .filter(([, times]) => times > 1)
        .map(([content, times]) => {
          const [token = '', payloadHash = ''] = content.split(' ')
          return { token, payloadHash, times }
        }),
      processedWithoutAnswer: this.unanswered,
      streamsPeak: this.streamsPeak,
      connectionsPeak: this.connectionsPeak,
      streamsAboveLimit: this.streamsAboveLimit,
      streamsAfterGoodbye: this.streamsAfterGoodbye,
      retriesOfFinalRefusals: this.retriesOfFinalRefusals,
      providerTokens: issued.length,
      providerTokenIntervalsMs: issued.slice(1).map((at, index) => at - (issued[index] ?? at)),
      connects: this.#connects.length,
      connectsInLastMinute: this.#connects.filter((at) => at > minuteAgo).length,
    }
  }
}

function count(counts: Map<string, number>, key: string) {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
