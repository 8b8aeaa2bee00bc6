import type { RecordedPush } from './ports'
import type { VerifiedToken } from './rules/provider-token'

const idsMax = 500_000
const neverRetried = [
  'BadDeviceToken',
  'DeviceTokenNotForTopic',
  'Forbidden',
  'ExpiredToken',
  'Unregistered',
  'PayloadTooLarge',
]

/** What a test wants to know of the client's manners. */
export class Observations {
  #answers = new Map<string, number>()
  #processed = new Map<string, number>()
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

  processed(push: RecordedPush) {
    const answer = push.reason ? `${push.status} ${push.reason}` : String(push.status)
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1)
    if (this.#refusedForGood.has(push.apnsId)) this.retriesOfFinalRefusals += 1
    if (push.reason && neverRetried.includes(push.reason)) this.#refusedForGood.add(push.apnsId)
    if (push.status !== 200) return
    if (this.#processed.size >= idsMax) this.#processed.clear()
    this.#processed.set(push.apnsId, (this.#processed.get(push.apnsId) ?? 0) + 1)
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
