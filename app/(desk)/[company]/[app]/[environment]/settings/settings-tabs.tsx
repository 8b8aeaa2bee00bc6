'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Tabs } from '@/components/ui/tabs'

const names = ['credentials', 'company-api', 'keys', 'identity', 'environment'] as const
type Props = {
  credentials: ReactNode
  companyApi: ReactNode
  keys: ReactNode
  identity: ReactNode
  environment: ReactNode
}

/** Which tab is open stands in the URL. */
export function SettingsTabs(props: Props) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(names).withDefault('credentials'))
  return (
    <Tabs
      label="Settings"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: 'credentials', label: 'APNs keys', panel: props.credentials },
        { value: 'company-api', label: 'Company API', panel: props.companyApi },
        { value: 'keys', label: 'API keys', panel: props.keys },
        { value: 'identity', label: 'Identity', panel: props.identity },
        { value: 'environment', label: 'Environment', panel: props.environment },
      ]}
    />
  )
}
