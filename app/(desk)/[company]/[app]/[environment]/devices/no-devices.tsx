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

/** Without any device: how to register the first. Without a match: how to find more. */
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
    <EmptyState icon={<SearchX aria-hidden />} title="No devices match" action={clear}>
      {search.q ? <WhyNobody environmentPath={place.path} name={search.q} /> : 'Remove a filter to see more.'}
    </EmptyState>
  )
}

function NoneYet({ place, origin }: { place: Place; origin: string }) {
  return (
    <div className="flex flex-col gap-4">
      <RefreshWhileEmpty />
      <EmptyState icon={<Smartphone aria-hidden />} title={`No devices in ${place.name}`}>
        The app registers a device when a customer allows notifications. To try it without an app, send this request.
        The device appears here automatically.
      </EmptyState>
      <CodeBlock label="Registration request" code={registration(origin)} isWrapped />
      <p className="text-quiet">
        The publishable key is in{' '}
        <a className="text-accent-text underline underline-offset-2" href={`${place.path}/settings`}>
          Settings
        </a>
        . If identity verification is on, use a secret key.
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
