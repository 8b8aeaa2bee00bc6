import { ListChecks } from 'lucide-react'
import type { Route } from 'next'
import { FoldedChecks } from '@/components/diagnosis/folded-checks'
import { OthersLine } from '@/components/diagnosis/others-line'
import { ButtonLink } from '@/components/ui/button-link'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { diagnosisOf, othersOf } from './diagnosis-of'
import { LastExchange } from './last-exchange'
import { ShareCaseButton } from './share-case-button'
import { VerdictPanel } from './verdict-panel'

type Props = { at: EnvironmentPath; customerId: string }

/** Answers the usual support question without a click: the verdict, its evidence, and the next action. */
export async function CustomerVerdict({ at, customerId }: Props) {
  const { place, diagnosis, mayShare } = await diagnosisOf({ at, customerId })
  const { customer, notification, verdict, checks, routes } = diagnosis
  const [route] = routes
  const own = `${place.path}/customers/${customerId}`
  const about = { customer, notification, verdict, device: route?.device ?? null, delivery: route?.delivery ?? null }
  return (
    <>
      <VerdictPanel
        about={about}
        place={{ environmentId: place.id, path: place.path }}
        pagePath={own}
        actions={
          <>
            {mayShare && <ShareCaseButton environmentId={place.id} customerId={customerId} />}
            <ButtonLink
              variant="ghost"
              icon={<ListChecks aria-hidden className="size-3.5" />}
              href={`${own}/why` as Route}
            >
              Why didn’t they get it?
            </ButtonLink>
          </>
        }
      >
        <WhenReady
          fallback={<Skeleton className="h-5 w-96" />}
          content={async () => <OthersLine others={await othersOf({ at, customerId })} />}
        />
      </VerdictPanel>
      <FoldedChecks checks={checks} decisive={verdict.check} />
      {route?.delivery && (await LastExchange({ at, deliveryId: route.delivery.id }))}
    </>
  )
}

/** The verdict for one of several devices. */
export async function DeviceVerdict({ at, customerId, deviceId }: Props & { deviceId: string }) {
  const { diagnosis } = await diagnosisOf({ at, customerId })
  const route = diagnosis.routes.find(({ device }) => device?.id === deviceId)
  return route ? <p className="pl-5.5 text-quiet">{route.verdict.sentence}</p> : null
}
