'use client'

import { Send } from 'lucide-react'
import type { Route as Href } from 'next'
import { CheckList } from '@/components/diagnosis/check-list'
import { VerdictLine } from '@/components/diagnosis/verdict-line'
import { ButtonLink } from '@/components/ui/button-link'
import { CutNote } from '@/components/ui/cut-note'
import { Outside } from '@/components/ui/outside'
import { Tabs } from '@/components/ui/tabs'
import type { Route } from '@/lib/diagnosis/schema'

type Props = { routes: Route[]; leftOut: number; environmentPath: string }

/** One device, one list of checks; several are tabs, the one that got furthest first. */
export function WhyRoutes({ routes, leftOut, environmentPath }: Props) {
  const [only, ...more] = routes
  if (only && more.length === 0) return <WhyRoute route={only} environmentPath={environmentPath} />
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
          panel: <WhyRoute route={route} environmentPath={environmentPath} />,
        }))}
      />
    </>
  )
}

function WhyRoute({ route, environmentPath }: { route: Route; environmentPath: string }) {
  const { device, delivery, verdict, checks } = route
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <VerdictLine verdict={verdict} />
      <CheckList checks={checks} />
      <div className="flex flex-wrap gap-2">
        {delivery && (
          <ButtonLink href={`${environmentPath}/deliveries/${delivery.id}` as Href}>Open the delivery</ButtonLink>
        )}
        {device && <ButtonLink href={`${environmentPath}/devices/${device.id}` as Href}>Open the device</ButtonLink>}
        {device && (
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
