import { SearchX, Smartphone } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { RefreshWhileEmpty } from './refresh-while-empty'
import { type DeviceSearch, serializeDeviceSearch } from './search'
import { UnknownCustomer } from './unknown-customer'

type Place = { id: string; path: string; name: string }

/** Explains how to register the first device, or how to widen a search without matches. */
export function NoDevices({ place, search, listPath }: { place: Place; search?: DeviceSearch; listPath?: string }) {
  if (!search || !listPath) return <NoneYet place={place} />
  const clear = (
    <ButtonLink href={serializeDeviceSearch(listPath, { sort: search.sort }) as Route}>Clear filters</ButtonLink>
  )
  return (
    <EmptyState icon={<SearchX aria-hidden />} title="No devices match" action={clear}>
      {search.q ? (
        <UnknownCustomer environmentId={place.id} environmentPath={place.path} name={search.q} />
      ) : (
        'Remove a filter to see more.'
      )}
    </EmptyState>
  )
}

function NoneYet({ place }: { place: Place }) {
  const action = (
    <ButtonLink variant="primary" href={`${place.path}/overview` as Route}>
      Register a device
    </ButtonLink>
  )
  return (
    <>
      <RefreshWhileEmpty />
      <EmptyState icon={<Smartphone aria-hidden />} title={`No devices in ${place.name}`} action={action}>
        The app registers a device when a customer allows notifications. It appears here automatically. The overview has
        the call to make, with this environment’s key.
      </EmptyState>
    </>
  )
}
