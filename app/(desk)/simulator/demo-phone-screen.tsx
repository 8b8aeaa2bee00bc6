'use client'

import { useEffect, useState } from 'react'
import { acted } from '@/components/desk/acted'
import { useIsOpen } from '@/components/desk/frame/place'
import { toast } from '@/components/ui/overlays/toast'
import { Skeleton } from '@/components/ui/skeleton'
import type { PhoneEnvironment } from '@/lib/simulator/list-phone-environments'
import { signTokenAction } from './actions'
import { AgentPanel } from './panels/agent-panel'
import { ConditionsPanel } from './panels/conditions-panel'
import { CustomerPanel, type PhoneCustomer } from './panels/customer-panel'
import { EnvironmentPanel } from './panels/environment-panel'
import { MorePanel } from './panels/more-panel'
import { TrafficPanel } from './panels/traffic-panel'
import { createPhone, type Phone } from './phone/phone'
import { environmentPathOf } from './phone-path'
import { IPhone } from './screens/iphone'
import { PhoneContext } from './screens/phone-context'

type Props = {
  environments: PhoneEnvironment[]
  environment: PhoneEnvironment
  customers: PhoneCustomer[]
}

export function DemoPhoneScreen({ environments, environment, customers }: Props) {
  const phone = usePhoneOf(environment)
  useIsOpen(environmentPathOf(environment))
  if (!phone) return <PhoneDeskSkeleton />
  return (
    <PhoneContext value={phone.phone}>
      <div className={layout}>
        <div className="lg:sticky lg:top-16 lg:order-2">
          <IPhone appName={environment.appName} />
        </div>
        <div className="flex flex-col gap-6 lg:order-1">
          <EnvironmentPanel environments={environments} environment={environment} />
          <CustomerPanel customers={customers} path={environmentPathOf(environment)} />
          <AgentPanel
            environmentId={environment.id}
            appName={environment.appName}
            path={environmentPathOf(environment)}
          />
          <ConditionsPanel hasEndpoint={environment.endpointUrl !== null} />
          <MorePanel onErase={phone.erase} onNewPhone={phone.renew} />
        </div>
        <div className="min-w-0 lg:order-3 lg:col-span-2 xl:col-span-1">
          <TrafficPanel />
        </div>
      </div>
    </PhoneContext>
  )
}

const layout =
  'grid grid-cols-1 items-start gap-x-8 gap-y-8 lg:grid-cols-[minmax(260px,1fr)_auto] xl:grid-cols-[272px_auto_minmax(280px,1fr)]'

/** Runs the phone while the page shows it. The tab stores the phone's state. */
function usePhoneOf({ id, publishableKey, appName, bundleId, name }: PhoneEnvironment) {
  const [generation, setGeneration] = useState(0)
  const [phone, setPhone] = useState<Phone>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new phone
  useEffect(() => {
    let hasSaid = false
    const made = createPhone({
      place: { environmentId: id, publishableKey, appName, bundleId, name },
      signUserToken: async (userId) => {
        const signed = await acted(() => signTokenAction({ environmentId: id, userId }))
        if (signed.ok) return signed.result
        if (signed.code !== 'forbidden') throw new Error(signed.message)
        // The request goes out without a token, so the traffic shows how the server refuses it.
        if (!hasSaid) toast.failure('Couldn’t sign a User-Token', { description: signed.message })
        hasSaid = true
        return undefined
      },
    })
    made.start()
    setPhone(made)
    return made.stop
  }, [id, publishableKey, appName, bundleId, name, generation])
  function again(change: (stopped: Phone) => void) {
    if (!phone) return
    phone.stop()
    change(phone)
    setGeneration((before) => before + 1)
  }
  return phone && { phone, erase: () => again((one) => one.eraseApp()), renew: () => again((one) => one.forget()) }
}

export function PhoneDeskSkeleton() {
  return (
    <div className={layout}>
      <Skeleton className="mx-auto h-[715px] w-[343px] rounded-[54px] lg:order-2" />
      <Skeleton className="h-96 lg:order-1" />
      <Skeleton className="h-96 lg:order-3" />
    </div>
  )
}
