import type { Route } from 'next'
import type { ReactNode } from 'react'
import { LanguageWords } from '@/components/devices/device-words'
import { MovedWarning } from '@/components/devices/moved-warning'
import { KeepRecent } from '@/components/look-up/keep-recent'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { CopyButton } from '@/components/ui/text/copy-button'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { roleMay } from '@/lib/permissions'
import { isolated } from '@/lib/text/isolated'
import { CustomerDevices } from './customer-devices'
import { customerOnPage } from './customer-on-page'
import { CustomerPresence } from './customer-presence'
import { CustomerPrompts } from './customer-prompts'
import { CustomerRefused } from './customer-refused'
import { EraseCustomerButton } from './erase-customer'
import { ExportCustomerButton } from './export-customer'

type Props = { at: EnvironmentPath; customerId: string; verdict: ReactNode; shares: ReactNode; children: ReactNode }

/** Everything about one customer. `verdict`, `shares` and `children` (the notifications) stream in when they are ready. */
export async function CustomerCard({ at, customerId, verdict, shares, children }: Props) {
  const { place, shown, role } = await customerOnPage(at, customerId)
  const { customer, name, devices, presence, prompts, moves, refused } = shown
  const may = { change: roleMay(role, 'device.disable'), test: roleMay(role, 'test.send') }
  const isByCompanyOnly = devices.length > 0 && devices.every(({ kind }) => kind === 'uuid')
  return (
    <>
      <PageTitle>{`Customer ${isolated(name)}`}</PageTitle>
      <PageHeader
        title={<Outside>{name}</Outside>}
        badges={
          <>
            {!customer.userId && <Badge>Anonymous</Badge>}
            <EnvironmentBadge name={place.name} />
          </>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-4">
            <span className="flex items-center gap-1.5">
              First seen <RelativeTime isSentence at={customer.createdAt} />
            </span>
            <span className="flex items-center gap-1.5">
              Last seen <RelativeTime isSentence at={customer.lastSeenAt} />
            </span>
            {customer.locale && (
              <span>
                Language <LanguageWords locale={customer.locale} />
              </span>
            )}
            <CopyableId id={customer.id} name="customer ID" />
          </span>
        }
        actions={
          <>
            <CopyButton size="medium" text={name} label={customer.userId ? 'Copy user ID' : 'Copy anonymous ID'} />
            <ButtonLink href={`${place.path}/deliveries?customer=${customerId}` as Route}>All deliveries</ButtonLink>
            {roleMay(role, 'customer.export') && (
              <ExportCustomerButton environmentId={place.id} customerId={customerId} />
            )}
            {roleMay(role, 'customer.erase') && (
              <EraseCustomerButton
                environmentId={place.id}
                customerId={customerId}
                name={name}
                devices={devices.length}
                environmentPath={place.path}
              />
            )}
          </>
        }
      />
      <KeepRecent environmentId={place.id} customerId={customerId} />
      {verdict}
      {moves.length > 0 && <MovedWarning moves={moves} environmentPath={place.path} />}
      {isByCompanyOnly && (
        <Callout title="Only the company API can reach this customer">
          Their app registers a UUID instead of an APNs device token, so Pushdesk sends their notifications through the
          company API.
        </Callout>
      )}
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <CustomerDevices
            {...{ at, customerId, devices }}
            environmentId={place.id}
            environmentPath={place.path}
            may={may}
          />
          {children}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <CustomerPresence presence={presence} devices={devices} />
          <CustomerPrompts prompts={prompts} />
          <CustomerRefused refused={refused} />
          {shares}
        </div>
      </div>
    </>
  )
}
