import type { Metadata } from 'next'
import { Suspense } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { showCustomer } from '@/lib/customers/show-customer'
import { isolated } from '@/lib/isolated'
import { Follow } from '../../follow'
import { CustomerCard } from './customer-card'
import { CustomerNotifications } from './customer-notifications'
import { CustomerVerdict } from './customer-verdict'

type Props = PageProps<'/[company]/[app]/[environment]/customers/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await forPage(async (ctx) => {
    const at = await params
    return showCustomer(ctx, { environmentId: (await environmentFor(ctx, at)).id, customerId: at.id })
  })
  return { title: `Customer ${isolated(found.name)}` }
}

export default function CustomerPage({ params, searchParams }: Props) {
  return (
    <Suspense fallback={<CustomerSkeleton />}>
      {Promise.all([params, searchParams]).then(([at, { after }]) => (
        <>
          <Follow path={`/${at.company}/${at.app}/${at.environment}/customers/${at.id}`} />
          <CustomerCard
            at={at}
            customerId={at.id}
            verdict={
              <Suspense fallback={<Skeleton className="h-20 w-full" />}>
                <CustomerVerdict at={at} customerId={at.id} />
              </Suspense>
            }
          >
            <Suspense fallback={<TableSkeleton rows={6} />}>
              <CustomerNotifications at={at} customerId={at.id} after={typeof after === 'string' ? after : null} />
            </Suspense>
          </CustomerCard>
        </>
      ))}
    </Suspense>
  )
}

function CustomerSkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-6">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-44 w-full" />
    </output>
  )
}
