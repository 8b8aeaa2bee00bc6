'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { environmentPathOf } from '@/app/(desk)/simulator/phone-path'
import { EnvironmentBadge, SimulatedBadge } from '@/components/ui/environment-badge'
import { Combobox } from '@/components/ui/form/combobox'
import type { PhoneEnvironment } from '@/lib/simulator/list-phone-environments'

type Props = { environments: PhoneEnvironment[]; environment: PhoneEnvironment }

export function EnvironmentPanel({ environments, environment }: Props) {
  const router = useRouter()
  return (
    <div className="flex flex-col gap-2">
      <Combobox
        label="App and environment"
        value={environmentPathOf(environment)}
        onValueChange={(path) => router.push(`/simulator?in=${path}` as Route, { scroll: false })}
        options={environments.map((one) => ({
          value: environmentPathOf(one),
          label: `${one.appName}, ${one.name}`,
          hint: one.companyName,
        }))}
      />
      <div className="flex flex-wrap gap-1.5">
        <EnvironmentBadge name={environment.name} />
        <SimulatedBadge />
      </div>
    </div>
  )
}
