/** Upper bounds of the buckets, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/**
 * Counts one route's responses and their durations. Uses plain numbers that only a scrape formats, because a
 * prom-client histogram would cost a twentieth of a prompt evaluation's time.
 */
class RouteMeter {
  private readonly byStatus = new Map<number, number>()
  private readonly buckets = new Float64Array(bounds.length + 1)
  private sum = 0

  constructor(private readonly labels: string) {}

  count(status: number, startedAt: number) {
    const seconds = (performance.now() - startedAt) / 1000
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1)
    let bucket = 0
    while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1
    this.sum += seconds
  }

  requests(): string[] {
    return [...this.byStatus].map(([status, n]) => `${requests}{${this.labels},status="${status}"} ${n}`)
  }

  durations(): string[] {
    if (this.byStatus.size === 0) return []
    let total = 0
    const lines = [...bounds, '+Inf'].map((le, index) => {
      total += this.buckets[index] ?? 0
      return `${durations}_bucket{${this.labels},le="${le}"} ${total}`
    })
    return [...lines, `${durations}_sum{${this.labels}} ${this.sum}`, `${durations}_count{${this.labels}} ${total}`]
  }
}

const requests = 'pushdesk_api_requests_total'
const durations = 'pushdesk_api_request_duration_seconds'
const meters = new Map<string, RouteMeter>()

/** Returns the process's meter for a method and route. */
export function meterOf(method: string, route: string): RouteMeter {
  const labels = `method="${method}",route="${route}"`
  const meter = meters.get(labels) ?? new RouteMeter(labels)
  meters.set(labels, meter)
  return meter
}

/** Formats all meters as Prometheus text. */
export function exposeRoutes(): string {
  const all = [...meters.values()]
  return [
    `# HELP ${requests} Calls of the public API by route and status.`,
    `# TYPE ${requests} counter`,
    ...all.flatMap((meter) => meter.requests()),
    `# HELP ${durations} Time to answer a call of the public API, event streams up to their first byte.`,
    `# TYPE ${durations} histogram`,
    ...all.flatMap((meter) => meter.durations()),
    '',
  ].join('\n')
}
