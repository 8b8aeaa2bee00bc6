import { timeIn } from '@/lib/prompts/content/sentences'
import { percent, shareWhole } from '@/lib/prompts/content/share'
import type { ShareFrom } from '@/lib/prompts/publishing/share-over-time'

type Props = { from: readonly ShareFrom[]; timeZone: string }

const [width, height] = [400, 56]

/** Charts and describes the percentage for customers whom no rule matches, from now on. */
export function ShareTimeline({ from, timeZone }: Props) {
  return (
    <figure aria-label="Percentage of everyone else over time" className="flex flex-col gap-2">
      {from.length > 1 && (
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-14 w-full border-line border-b"
        >
          <path d={areaOf(from)} className="fill-accent/20 stroke-accent" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      <ol className="flex flex-wrap gap-x-5 gap-y-1">
        {from.map(({ at, share }, index) => (
          <li key={at} className="flex flex-col">
            <span className="text-faint text-sm">{index === 0 ? 'Now' : timeIn(at, timeZone)}</span>
            <span className="font-medium tabular-nums">{share === 0 ? 'No one' : percent(share)}</span>
          </li>
        ))}
      </ol>
      {from.length > 1 && <figcaption className="text-faint text-sm">Times in {timeZone}.</figcaption>}
    </figure>
  )
}

/** The time axis is to scale. The last percentage extends over a fifth of the chart. */
function areaOf(from: readonly ShareFrom[]) {
  const first = Date.parse(from[0]?.at ?? '')
  const spanMs = (Date.parse(from.at(-1)?.at ?? '') - first) * 1.25
  const x = (at: string) => ((Date.parse(at) - first) / spanMs) * width
  const y = (share: number) => height - (share / shareWhole) * (height - 2)
  const line = from.map(({ at, share }, index) => {
    const until = from[index + 1]
    return `L${x(at)} ${y(share)}L${until ? x(until.at) : width} ${y(share)}`
  })
  return `M0 ${height}${line.join('')}L${width} ${height}Z`
}
