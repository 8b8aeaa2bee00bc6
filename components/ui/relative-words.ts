const steps = [
  { unitMs: 1_000, below: 60_000, word: 's' },
  { unitMs: 60_000, below: 3_600_000, word: 'min' },
  { unitMs: 3_600_000, below: 86_400_000, word: 'h' },
  { unitMs: 86_400_000, below: 60 * 86_400_000, word: 'd' },
  { unitMs: 30 * 86_400_000, below: 730 * 86_400_000, word: 'mo' },
  { unitMs: 365 * 86_400_000, below: Number.POSITIVE_INFINITY, word: 'y' },
] as const

/** "3 min ago", "in 2 h": no word of it depends on a zone, so server and browser write the same. */
export function relativeWords(at: Date, now: Date): string {
  const distanceMs = Math.abs(now.getTime() - at.getTime())
  if (distanceMs < 10_000) return at > now ? 'now' : 'just now'
  const words = durationWords(distanceMs)
  return at > now ? `in ${words}` : `${words} ago`
}

/** The same without a direction: "4 s", "350 ms". */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const step = steps.find(({ below }) => ms < below) ?? steps[5]
  return `${Math.floor(ms / step.unitMs)} ${step.word}`
}
