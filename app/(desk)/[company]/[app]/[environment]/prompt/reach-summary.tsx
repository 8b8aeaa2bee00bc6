import { formatNumber } from '@/lib/format/number'
import type { Reach } from '@/lib/prompts/reach'

/** Apps by name, clients by number, and what the number is of. */
export function ReachSummary({ reach }: { reach: Reach }) {
  const { gained, lost, changed, clients } = reach
  if (gained.length + lost.length + changed.length === 0)
    return <p className="text-quiet">No app: what applies stays the same everywhere.</p>
  const of = `${formatNumber(clients.seen)} clients that asked in the last ${clients.windowDays} days${clients.isSample ? ' (the most recent)' : ''}`
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[9.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Names label="Begin to ask" names={gained} />
        <Names label="Stop asking" names={lost} />
        <Names label="Ask differently" names={changed} />
      </dl>
      {clients.seen === 0 ? (
        <p className="text-quiet">
          No client has asked in the last {clients.windowDays} days, so nobody can be counted.
        </p>
      ) : (
        <p>
          <strong className="font-semibold">{formatNumber(clients.gained + clients.lost)}</strong> of {of}{' '}
          {clients.gained + clients.lost === 1 ? 'gets' : 'get'} another answer: {formatNumber(clients.gained)} are
          asked anew, {formatNumber(clients.lost)} no longer.
          <span className="block text-quiet">
            Asked before: {formatNumber(clients.before)}, after: {formatNumber(clients.after)}. Who has allowed or
            refused notifications in iOS never sees it.
          </span>
        </p>
      )}
    </div>
  )
}

function Names({ label, names }: { label: string; names: string[] }) {
  if (names.length === 0) return null
  const shown = names.slice(0, 12)
  return (
    <>
      <dt className="text-quiet">{label}</dt>
      <dd>
        {shown.join(', ')}
        {names.length > shown.length && ` and ${names.length - shown.length} more`}
      </dd>
    </>
  )
}
