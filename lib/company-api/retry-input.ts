import { z } from 'zod'
import { formatNumber } from '@/lib/format/number'

const secondsMax = 3_600
const seconds = z
  .int('Enter a whole number of seconds.')
  .min(1, 'At least 1 second.')
  .max(secondsMax, `At most ${formatNumber(secondsMax)} seconds.`)

/** Validates a retry schedule. Separate from `retryWords`, because the dashboard’s forms need no zod. */
export const RetryScheduleInput = z
  .object({
    /** Null: until the notification expires. */
    triesMax: z.int('Enter a whole number.').min(1, 'At least 1.').max(100, 'At most 100.').nullable(),
    firstSeconds: seconds,
    longestSeconds: seconds,
  })
  .refine(({ firstSeconds, longestSeconds }) => firstSeconds <= longestSeconds, {
    path: ['longestSeconds'],
    error: 'The longest wait can’t be shorter than the first one.',
  })
