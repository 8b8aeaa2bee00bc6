import { SearchX, Smartphone } from 'lucide-react'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { WhyNobody } from '@/components/diagnosis/why-nobody'
import { ButtonLink } from '@/components/ui/button-link'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { RefreshWhileEmpty } from './refresh-while-empty'
import { type DeviceSearch, serializeDeviceSearch } from './search'

type Place = { id: string; path: string; name: string }

/** Nobody yet: how the first one comes. Nobody who matches: how to find more. */
export async function NoDevices({
  place,
  search,
  listPath,
}: {
  place: Place
  search?: DeviceSearch
  listPath?: string
}) {
  if (!search || !listPath) return <NoneYet place={place} origin={await ownOrigin()} />
  const clear = (
    <ButtonLink href={serializeDeviceSearch(listPath, { sort: search.sort }) as Route}>Clear filters</ButtonLink>
  )
  return (
    <EmptyState icon={<SearchX aria-hidden />} title="No device matches" action={clear}>
      {search.q ? <WhyNobody environmentPath={place.path} name={search.q} /> : 'Take a filter away to see more.'}
    </EmptyState>
  )
}

function NoneYet({ place, origin }: { place: Place; origin: string }) {
  return (
    <div className="flex flex-col gap-4">
      <RefreshWhileEmpty />
      <EmptyState icon={<Smartphone aria-hidden />} title={`No devices in ${place.name}`}>
        The app registers a device when its customer allows notifications. Try it without an app: this list shows the
        device by itself.
      </EmptyState>
      <CodeBlock label="Registration request" code={registration(origin)} isWrapped />
      <p className="text-quiet">
        The publishable key is in{' '}
        <a className="text-accent-text underline underline-offset-2" href={`${place.path}/settings`}>
          Settings
        </a>
        . Where identity verification is on, use a secret key.
      </p>
    </div>
  )
}

async function ownOrigin() {
  const head = await headers()
  return `${head.get('x-forwarded-proto') ?? 'http'}://${head.get('host')}`
}

const registration = (origin: string) => `curl -X PUT ${origin}/api/v1/devices \\
  -H 'Authorization: Bearer pk_…' \\
  -H 'Content-Type: application/json' \\
  -d '{ "deviceToken": "${'a1b2c3d4'.repeat(8)}",
        "user": { "id": "first-customer" },
        "permission": "authorized" }'`
