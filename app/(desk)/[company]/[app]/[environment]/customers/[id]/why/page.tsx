import type { Route } from 'next'
import { diagnosisOf } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/diagnosis-of'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Skeleton } from '@/components/ui/skeleton'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { WhenReady } from '@/components/ui/when-ready'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { isolated } from '@/lib/text/isolated'
import { WhyRoutes } from './why-routes'

type Props = PageProps<'/[company]/[app]/[environment]/customers/[id]/why'>

export default function WhyPage({ params, searchParams }: Props) {
  return (
    <WhenReady
      fallback={<WhySkeleton />}
      content={() =>
        Promise.all([params, searchParams]).then(([at, { message }]) =>
          Why({ at, customerId: at.id, notificationId: typeof message === 'string' ? message : undefined }),
        )
      }
    />
  )
}

type WhyProps = { at: EnvironmentPath; customerId: string; notificationId: string | undefined }

async function Why({ at, customerId, notificationId }: WhyProps) {
  const { place, diagnosis, mayShare, mayTest } = await diagnosisOf({ at, customerId, notificationId })
  const { customer, notification, routes, routesLeftOut } = diagnosis
  const own = `${place.path}/customers/${customerId}`
  const name = customer?.userId ?? customer?.anonymousId ?? 'This customer'
  return (
    <>
      <PageTitle>{`Why didn’t ${isolated(name)} get it?`}</PageTitle>
      <PageHeader
        title={
          <>
            Why didn’t <Outside>{name}</Outside> get{' '}
            {notificationId ? (
              <>
                “<Outside>{notification?.title ?? 'this notification'}</Outside>”?
              </>
            ) : (
              'it?'
            )}
          </>
        }
        description={
          <span className="flex flex-wrap gap-x-4">
            <TextLink href={own as Route}>Customer</TextLink>
            {notificationId ? (
              <TextLink href={`${own}/why` as Route}>Current state</TextLink>
            ) : (
              <span>Based on the current state and the latest notification to each device.</span>
            )}
          </span>
        }
      />
      <WhyRoutes
        {...{ routes, customer, notification, mayShare, mayTest }}
        leftOut={routesLeftOut}
        environmentId={place.id}
        environmentPath={place.path}
        pagePath={notificationId ? `${own}/why?message=${notificationId}` : `${own}/why`}
      />
    </>
  )
}

function WhySkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-6">
      <PageTitle>Why no notifications</PageTitle>
      <Skeleton className="h-7 w-80" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-96 w-full" />
    </output>
  )
}
