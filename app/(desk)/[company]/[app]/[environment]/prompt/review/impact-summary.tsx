import { formatNumber, plural, pluralWord } from '@/lib/format/number'
import type { Impact } from '@/lib/prompts/publishing/impact'

/** Names the affected apps and counts the affected clients. */
export function ImpactSummary({ reach }: { reach: Impact }) {
  const { gained, lost, changed, clients } = reach
  if (gained.length + lost.length + changed.length === 0) return <p className="text-quiet">No apps are affected.</p>
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[9.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Names label="Starts asking" names={gained} />
        <Names label="Stops asking" names={lost} />
        <Names label="Changes the prompt" names={changed} />
      </dl>
      <AffectedClients clients={clients} />
    </div>
  )
}

/** Counts the clients whose result would change, out of those seen. */
export function AffectedClients({ clients }: { clients: Impact['clients'] }) {
  const affected = clients.gained + clients.lost
  if (clients.seen === 0)
    return (
      <p className="text-quiet">
        No clients were active in the last {clients.windowDays} days, so affected clients can’t be counted.
      </p>
    )
  if (affected === 0)
    return (
      <p>
        Saving doesn’t change who is asked right now: {formatNumber(clients.before)} of {plural(clients.seen, 'client')}{' '}
        active in the last {clients.windowDays} days{clients.isSample && ' (the most recent)'}.
      </p>
    )
  return (
    <p>
      <strong className="font-semibold">{formatNumber(affected)}</strong> of {plural(clients.seen, 'client')} active in
      the last {clients.windowDays} days{clients.isSample && ' (the most recent)'} {pluralWord(affected, 'is', 'are')}{' '}
      affected: {formatNumber(clients.gained)} will now be asked, {formatNumber(clients.lost)} will no longer be asked.
      <span className="block text-quiet">
        Clients asked now: {formatNumber(clients.before)}. Right after saving: {formatNumber(clients.after)}. Customers
        who already answered the iOS alert never see the prompt.
      </span>
    </p>
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
