import { formatNumber } from '@/lib/format/number'

type Bar = { accepted: number; notAccepted: number; before?: number }

/**
 * Accepted below, the rest above, and a line for the same hour a week before. Described in words for screen readers.
 */
export function TrafficBars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(
    1,
    ...bars.map(({ accepted, notAccepted, before = 0 }) => Math.max(accepted + notAccepted, before)),
  )
  const sum = (of: (bar: Bar) => number) => bars.reduce((total, bar) => total + of(bar), 0)
  const [accepted, rest] = [sum((bar) => bar.accepted), sum((bar) => bar.notAccepted)]
  const height = (count: number) => `${(count / most) * 100}%`
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="font-medium text-sm">{title}</figcaption>
      <div
        role="img"
        aria-label={`${title}: ${formatNumber(accepted)} accepted, ${formatNumber(rest)} not accepted`}
        className="flex h-24 items-end gap-px border-line border-b"
      >
        {bars.map((bar, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <span key={index} className="relative flex h-full min-w-0 flex-1 flex-col justify-end">
            <span className="bg-status-failed" style={{ height: height(bar.notAccepted) }} />
            <span className="bg-status-accepted" style={{ height: height(bar.accepted) }} />
            {bar.before ? (
              <span className="absolute inset-x-0 h-px bg-text" style={{ bottom: height(bar.before) }} />
            ) : null}
          </span>
        ))}
      </div>
      <p className="text-faint text-sm">
        {formatNumber(accepted)} accepted, {formatNumber(rest)} not accepted
      </p>
    </figure>
  )
}
