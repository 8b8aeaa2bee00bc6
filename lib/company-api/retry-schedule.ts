import { formatDuration } from '@/lib/format/duration'
import { formatNumber } from '@/lib/format/number'

/** When a request that failed temporarily is retried. */
export type RetrySchedule = {
  /** Null: until the notification expires. */
  triesMax: number | null
  firstSeconds: number
  longestSeconds: number
}

export const retryDefault: RetrySchedule = { triesMax: null, firstSeconds: 1, longestSeconds: 600 }

type Stored = { retryTriesMax: number | null; retryFirstSeconds: number; retryLongestSeconds: number }

export const retryOf = ({ retryTriesMax, retryFirstSeconds, retryLongestSeconds }: Stored): RetrySchedule => ({
  triesMax: retryTriesMax,
  firstSeconds: retryFirstSeconds,
  longestSeconds: retryLongestSeconds,
})

export const storedRetry = ({ triesMax, firstSeconds, longestSeconds }: RetrySchedule): Stored => ({
  retryTriesMax: triesMax,
  retryFirstSeconds: firstSeconds,
  retryLongestSeconds: longestSeconds,
})

/** `Pushdesk retries a failed request after 1s, 2s, 4s, and so on, at most 10m apart, until the notification expires.` */
export function retryWords({ triesMax, firstSeconds, longestSeconds }: RetrySchedule): string {
  if (triesMax === 1) return 'Pushdesk doesn’t retry failed requests.'
  const waits = [firstSeconds, firstSeconds * 2, firstSeconds * 4].map((one) => Math.min(one, longestSeconds))
  const named = [...new Set(waits)].slice(0, triesMax === null ? undefined : triesMax - 1)
  const isAll = triesMax !== null && triesMax - 1 <= named.length
  const grows = named.length > 1 || firstSeconds < longestSeconds
  const list = isAll ? named.map(waitWords).join(' and then ') : named.map(waitWords).join(', ')
  const onward = isAll || !grows ? '' : `, and so on, at most ${waitWords(longestSeconds)} apart`
  const again = grows ? `after ${list}` : `every ${list}`
  const end =
    triesMax === null ? 'until the notification expires' : `until ${formatNumber(triesMax)} requests have failed`
  return `Pushdesk retries a failed request ${again}${onward}, ${end}.`
}

const waitWords = (seconds: number) => formatDuration(seconds * 1_000)
