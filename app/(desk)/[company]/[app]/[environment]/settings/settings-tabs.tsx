'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Tabs } from '@/components/ui/tabs'
import { type SettingsTab, settingsTabNames, settingsTabs } from '@/lib/environments/settings-tabs'

/** Keeps the open tab in the URL. */
export function SettingsTabs({ panels }: { panels: Record<SettingsTab, ReactNode> }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(settingsTabNames).withDefault('credentials'))
  return (
    <Tabs
      label="Settings"
      value={tab}
      onValueChange={setTab}
      tabs={settingsTabNames.map((value) => ({ value, label: settingsTabs[value], panel: panels[value] }))}
    />
  )
}
