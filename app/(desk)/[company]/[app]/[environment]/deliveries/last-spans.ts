const minuteMs = 60_000

/** Periods that end now. The URL stores the name, so that a saved link still means "the last hour" tomorrow. */
export const lastSpans = {
  '5m': { words: 'last 5 minutes', ms: 5 * minuteMs },
  '15m': { words: 'last 15 minutes', ms: 15 * minuteMs },
  '1h': { words: 'last hour', ms: 60 * minuteMs },
  '24h': { words: 'last 24 hours', ms: 24 * 60 * minuteMs },
  '7d': { words: 'last 7 days', ms: 7 * 24 * 60 * minuteMs },
  '30d': { words: 'last 30 days', ms: 30 * 24 * 60 * minuteMs },
} as const
export type LastSpan = keyof typeof lastSpans | 'all'
export const lastSpanNames = [...(Object.keys(lastSpans) as (keyof typeof lastSpans)[]), 'all'] as const
