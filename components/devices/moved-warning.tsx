import type { Route } from 'next'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/relative-time'
import { TextLink } from '@/components/ui/text-link'

type Move = {
  deviceId: string
  movedAt: Date
  customerId: string | null
  customerName: string | null
  previousCustomerId: string | null
  previousCustomerName: string | null
}

/** One phone, two people: whoever signs in last gets the pushes. */
export function MovedWarning({ moves, environmentPath }: { moves: Move[]; environmentPath: string }) {
  return (
    <Callout tone="warning" title="Same device, two customers">
      <ul>
        {moves.slice(0, 3).map((move) => (
          <li key={`${move.deviceId}:${move.movedAt.toISOString()}`} className="flex flex-wrap items-center gap-x-1.5">
            <TextLink href={`${environmentPath}/devices/${move.deviceId}` as Route}>This address</TextLink>
            went from <Who id={move.previousCustomerId} name={move.previousCustomerName} path={environmentPath} /> to{' '}
            <Who id={move.customerId} name={move.customerName} path={environmentPath} />{' '}
            <RelativeTime at={move.movedAt} />
          </li>
        ))}
      </ul>
      <p>
        The customer before gets no pushes on it any more. If that is not wanted, the app should disable push before it
        changes the user.
      </p>
    </Callout>
  )
}

function Who({ id, name, path }: { id: string | null; name: string | null; path: string }) {
  if (!id || !name) return <span>an erased customer</span>
  return <TextLink href={`${path}/customers/${id}` as Route}>{name}</TextLink>
}
