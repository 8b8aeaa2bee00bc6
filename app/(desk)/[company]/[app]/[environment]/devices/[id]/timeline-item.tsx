import {
  ArrowRightLeft,
  Bell,
  CircleCheck,
  CircleHelp,
  CircleOff,
  type LucideIcon,
  MessageSquare,
  Smartphone,
  Trash2,
} from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { promptEventLabels } from '@/components/devices/prompt-event-labels'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { StateBadge } from '@/components/ui/state-badge'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { typeLabels } from '@/lib/deliveries/delivery-labels'
import { eventLabels, permissionLabels } from '@/lib/devices/device-labels'
import type { TimelineEntry } from '@/lib/devices/show-device-timeline'

type Event = Extract<TimelineEntry, { of: 'event' }>
type Delivery = Extract<TimelineEntry, { of: 'delivery' }>

const icons: Record<Event['kind'], LucideIcon> = {
  registered: Smartphone,
  registered_again: Smartphone,
  moved: ArrowRightLeft,
  permission_changed: Bell,
  deregistered: CircleOff,
  disabled: CircleOff,
  enabled: CircleCheck,
  suspected: CircleHelp,
  removed: Trash2,
}

const untitled: Partial<Record<Delivery['type'], string>> = { test: 'Test', probe: typeLabels.probe }

type Props = { entry: TimelineEntry; environmentPath: string; isSimulated: boolean }

export function TimelineItem({ entry, environmentPath, isSimulated }: Props) {
  if (entry.of === 'delivery')
    return (
      <Line at={entry.createdAt} icon={Bell}>
        <TextLink variant="row" className="truncate" href={`${environmentPath}/deliveries/${entry.id}` as Route}>
          <Outside>{entry.title ?? untitled[entry.type] ?? 'Notification without a title'}</Outside>
        </TextLink>
        <DeliveryEnd delivery={entry} isSimulatedNow={isSimulated} />
      </Line>
    )
  if (entry.of === 'prompt')
    return (
      <Line at={entry.createdAt} icon={MessageSquare}>
        {promptEventLabels[entry.kind]}
      </Line>
    )
  return (
    <Line at={entry.createdAt} icon={icons[entry.kind]}>
      <span className="font-medium">{eventLabels[entry.kind]}</span>
      {entry.kind === 'moved' && <Moved event={entry} environmentPath={environmentPath} />}
      {entry.detail && (
        <span className="min-w-0 text-quiet">
          <Outside>{inWords(entry)}</Outside>
        </span>
      )}
      {entry.actorName && (
        <span className="text-faint">
          by <Outside>{entry.actorName}</Outside>
        </span>
      )}
    </Line>
  )
}

/** Permission changes are stored with Apple's names. */
function inWords({ kind, detail }: Event) {
  if (kind !== 'permission_changed') return detail
  return detail?.replace(/\w+/g, (name) =>
    name in permissionLabels ? permissionLabels[name as keyof typeof permissionLabels] : name,
  )
}

function Line({ at, icon: Icon, children }: { at: Date; icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex min-h-(--row) items-center gap-3 border-b py-1">
      <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">{children}</div>
      <RelativeTime at={at} className="text-quiet" />
    </li>
  )
}

/** The page header says whether the environment is simulated. A delivery says so only if that was different then. */
function DeliveryEnd({ delivery, isSimulatedNow }: { delivery: Delivery; isSimulatedNow: boolean }) {
  const { state, reason, isUncertain, isSimulated, transport, receivedAt, openedAt } = delivery
  return (
    <>
      <StateBadge state={state} />
      {reason && (
        <span className="text-quiet">
          <Outside>{reasonWord(reason)}</Outside>
        </span>
      )}
      {isUncertain && <StateBadge state="unknown" word="Response lost" />}
      {openedAt ? (
        <span className="text-quiet">Opened</span>
      ) : (
        receivedAt && <span className="text-quiet">Received</span>
      )}
      {isSimulated && !isSimulatedNow && transport === 'apns' && <SimulatedBadge />}
    </>
  )
}

function Moved({ event, environmentPath }: { event: Event; environmentPath: string }) {
  const who = (id: string | null, name: string | null) =>
    id && name ? (
      <TextLink href={`${environmentPath}/customers/${id}` as Route}>
        <Outside>{name}</Outside>
      </TextLink>
    ) : (
      'an erased customer'
    )
  return (
    <span className="text-quiet">
      from {who(event.previousCustomerId, event.previousCustomerName)} to {who(event.customerId, event.customerName)}
    </span>
  )
}
