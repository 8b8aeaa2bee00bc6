'use client'

import { Send } from 'lucide-react'
import type { Route as Href } from 'next'
import { ShareCaseButton } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/share-case-button'
import { VerdictPanel } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/verdict-panel'
import { CheckList } from '@/components/diagnosis/check-list'
import { ButtonLink } from '@/components/ui/button-link'
import { Tabs } from '@/components/ui/tabs'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import type { Diagnosis, Route } from '@/lib/diagnosis/schema'

type Shared = {
  environmentPath: string
  environmentId: string
  customer: Diagnosis['customer']
  notification: Diagnosis['notification']
  pagePath: string
  mayShare: boolean
  mayTest: boolean
}
type Props = Shared & { routes: Route[]; leftOut: number }

/** Shows the checks of one device as a list, or of several devices as tabs, the one that got furthest first. */
export function WhyRoutes({ routes, leftOut, ...shared }: Props) {
  const [only, ...more] = routes
  if (only && more.length === 0) return <WhyRoute route={only} {...shared} />
  return (
    <>
      {leftOut > 0 && (
        <CutNote>
          The {routes.length} devices that got furthest. {leftOut} more aren’t shown.
        </CutNote>
      )}
      <Tabs
        label="Devices"
        defaultValue="0"
        tabs={routes.map((route, index) => ({
          value: String(index),
          label: (
            <span className="font-mono text-sm">
              <Outside>{route.device?.maskedAddress ?? 'Removed device'}</Outside>
            </span>
          ),
          panel: <WhyRoute route={route} {...shared} />,
        }))}
      />
    </>
  )
}

function WhyRoute({ route, customer, notification, pagePath, mayShare, mayTest, ...place }: Shared & { route: Route }) {
  const { environmentPath, environmentId } = place
  const { device, delivery, verdict, checks } = route
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <VerdictPanel
        about={{ customer, notification, verdict, device, delivery }}
        place={{ environmentId, path: environmentPath }}
        pagePath={pagePath}
        actions={
          mayShare &&
          customer && (
            <ShareCaseButton
              environmentId={environmentId}
              customerId={customer.id}
              notificationId={notificationIdIn(pagePath)}
            />
          )
        }
      />
      <CheckList checks={checks} />
      <div className="flex flex-wrap gap-2">
        {delivery && (
          <ButtonLink href={`${environmentPath}/deliveries/${delivery.id}` as Href}>Open delivery</ButtonLink>
        )}
        {device && <ButtonLink href={`${environmentPath}/devices/${device.id}` as Href}>Open device</ButtonLink>}
        {mayTest && device && verdict.nextAction.act?.kind !== 'send_test' && (
          <ButtonLink
            icon={<Send aria-hidden className="size-3.5" />}
            href={`${environmentPath}/test?device=${device.id}` as Href}
          >
            Send test
          </ButtonLink>
        )}
      </div>
    </div>
  )
}

/** The notification ID in the page's URL, if present. */
const notificationIdIn = (pagePath: string) => pagePath.split('?message=')[1]
