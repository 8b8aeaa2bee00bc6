/** "380 ms", "4.2 s", "3 min 5 s", "2 h 10 min", "3 d 4 h": two parts at most. */
export function durationWords(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  if (whole < 1_000) return `${whole} ms`
  if (whole < 10_000) return `${(whole / 1_000).toFixed(1).replace(/\.0$/, '')} s`
  const seconds = Math.round(whole / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return two(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1_440) return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.floor(minutes / 60)
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

const two = (a: number, unitA: string, b: number, unitB: string) => `${a} ${unitA}${b ? ` ${b} ${unitB}` : ''}`
