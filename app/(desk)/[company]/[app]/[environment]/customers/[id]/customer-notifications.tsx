import type { Route } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/section'
import { StateBadge } from '@/components/ui/state-badge'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import type { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { typeLabels } from '@/lib/deliveries/delivery-labels'
import { notificationsOnPage } from './customer-on-page'

type Props = { at: EnvironmentPath; customerId: string; after: string | null }

/** Each notification with its delivery to each device and a link to the diagnosis. */
export async function CustomerNotifications({ at, customerId, after }: Props) {
  const { place, page } = await notificationsOnPage(at, customerId, after)
  const own = `${place.path}/customers/${customerId}`
  return (
    <Section title="Notifications">
      {page.notifications.length === 0 ? (
        <EmptyState title="No notifications yet">Notifications for this customer appear here.</EmptyState>
      ) : (
        <ol aria-label="Notifications" className="-mt-3">
          {page.notifications.map((notification) => (
            <li key={notification.id} className="flex flex-col gap-0.5 border-b py-2">
              <div className="flex flex-wrap items-center justify-between gap-x-4">
                <span className="min-w-0 truncate">
                  <span className="font-medium">
                    <Outside>{notification.title ?? 'Notification without a title'}</Outside>
                  </span>
                  <span className="text-faint"> · {typeLabels[notification.type]}</span>
                </span>
                <span className="flex items-center gap-3">
                  <TextLink href={`${own}/why?message=${notification.id}` as Route}>
                    Why?
                    <span className="sr-only">
                      {' '}
                      <Outside>{notification.title}</Outside>
                    </span>
                  </TextLink>
                  <RelativeTime at={notification.createdAt} className="text-quiet" />
                </span>
              </div>
              <Deliveries deliveries={notification.deliveries} environmentPath={place.path} />
            </li>
          ))}
        </ol>
      )}
      <Pagination
        label="Pages of notifications"
        newer={after ? (own as Route) : undefined}
        newerLabel="Newest"
        older={page.next ? (`${own}?after=${encodeURIComponent(page.next)}` as Route) : undefined}
      />
    </Section>
  )
}

type Listed = Awaited<ReturnType<typeof listCustomerNotifications>>['notifications'][number]['deliveries']

function Deliveries({ deliveries, environmentPath }: { deliveries: Listed; environmentPath: string }) {
  if (deliveries.length === 0) return <p className="text-faint">Not sent: the customer had no device.</p>
  return (
    <ul className="flex flex-col">
      {deliveries.map(({ id, state, reason, maskedAddress, receivedAt, openedAt }) => (
        <li key={id} className="flex min-h-6 flex-wrap items-center gap-x-3">
          <StateBadge state={state} />
          {reason && (
            <span className="text-quiet">
              <Outside>{reasonWord(reason)}</Outside>
            </span>
          )}
          {openedAt ? (
            <span className="text-quiet">Opened</span>
          ) : (
            receivedAt && <span className="text-quiet">Received</span>
          )}
          <TextLink variant="quiet" className="font-mono text-sm" href={`${environmentPath}/deliveries/${id}` as Route}>
            <Outside>{maskedAddress}</Outside>
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
