import type { Route } from 'next'
import { Callout } from '@/components/ui/callout'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { listedMax } from '@/lib/paging/listed-max'

type Move = {
  deviceId: string
  movedAt: Date
  customerId: string | null
  customerName: string | null
  previousCustomerId: string | null
  previousCustomerName: string | null
}

const shownMax = 3

/** On a shared phone, the last customer to sign in gets the notifications. */
export function MovedWarning({ moves, environmentPath }: { moves: Move[]; environmentPath: string }) {
  const unlisted = moves.length - shownMax
  return (
    <Callout tone="warning" title="A device moved to another customer">
      <ul>
        {moves.slice(0, shownMax).map((move) => (
          <li key={`${move.deviceId}:${move.movedAt.toISOString()}`} className="flex flex-wrap items-center gap-x-1.5">
            <TextLink href={`${environmentPath}/devices/${move.deviceId}` as Route}>This device</TextLink> moved from{' '}
            <Who id={move.previousCustomerId} name={move.previousCustomerName} path={environmentPath} /> to{' '}
            <Who id={move.customerId} name={move.customerName} path={environmentPath} />{' '}
            <RelativeTime isSentence at={move.movedAt} />
          </li>
        ))}
      </ul>
      {unlisted > 0 && (
        <p>
          {moves.length >= listedMax.deviceMoves
            ? `${unlisted} or more earlier moves are`
            : unlisted === 1
              ? '1 earlier move is'
              : `${unlisted} earlier moves are`}{' '}
          in the devices’ timelines.
        </p>
      )}
      <p>
        The previous customer no longer gets notifications on the device. To prevent this, disable push in the app
        before it switches users.
      </p>
    </Callout>
  )
}

function Who({ id, name, path }: { id: string | null; name: string | null; path: string }) {
  if (!id || !name) return <span>an erased customer</span>
  return (
    <TextLink href={`${path}/customers/${id}` as Route}>
      <Outside>{name}</Outside>
    </TextLink>
  )
}
