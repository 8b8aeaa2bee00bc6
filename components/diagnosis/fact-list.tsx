import { Outside } from '@/components/ui/text/outside'
import { ClockTime } from '@/components/ui/time/clock-time'
import type { Fact } from '@/lib/diagnosis/schema'

/** The evidence for the answer, with times. */
export function FactList({ facts }: { facts: Fact[] }) {
  if (facts.length === 0) return null
  return (
    <dl aria-label="Facts" className="flex flex-wrap gap-x-5 gap-y-0.5">
      {facts.map(({ label, value, at }) => (
        <div key={`${label}:${value}:${at}`} className="flex min-w-0 flex-wrap items-center gap-x-1.5">
          <dt className="text-faint">{label}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
            {at && <ClockTime at={new Date(at)} />}
            {value && <Outside>{value}</Outside>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
