import { Follow } from '@/components/desk/follow/follow'
import { PageTitle } from '@/components/ui/page-title'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { CustomerCard } from './customer-card'
import { CustomerNotifications } from './customer-notifications'
import { customerHash } from './customer-on-page'
import { CustomerShares } from './customer-shares'
import { CustomerVerdict } from './customer-verdict'

type Props = PageProps<'/[company]/[app]/[environment]/customers/[id]'>

export default function CustomerPage({ params, searchParams }: Props) {
  return (
    <WhenReady
      fallback={<CustomerSkeleton />}
      content={() =>
        Promise.all([params, searchParams]).then(([at, { after }]) =>
          Customer({ at, after: typeof after === 'string' ? after : null }),
        )
      }
    />
  )
}

async function Customer({ at, after }: { at: Awaited<Props['params']>; after: string | null }) {
  const customerId = at.id
  return (
    <>
      <Follow
        path={`/${at.company}/${at.app}/${at.environment}/customers/${customerId}`}
        shown={customerHash(at, customerId)}
      />
      {
        await CustomerCard({
          at,
          customerId,
          verdict: (
            <WhenReady
              fallback={<Skeleton className="h-40 w-full" />}
              content={() => CustomerVerdict({ at, customerId })}
            />
          ),
          shares: (
            <WhenReady
              fallback={<Skeleton className="h-20 w-full" />}
              content={() => CustomerShares({ at, customerId })}
            />
          ),
          children: (
            <WhenReady
              fallback={<TableSkeleton rows={6} />}
              content={() => CustomerNotifications({ at, customerId, after })}
            />
          ),
        })
      }
    </>
  )
}

function CustomerSkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-6">
      <PageTitle>Customer</PageTitle>
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-44 w-full" />
    </output>
  )
}
