'use client'

import { useState } from 'react'
import { isTheme, showTheme, type Theme } from '@/components/desk/frame/theme'
import { rememberInCookie } from '@/components/desk/remember-in-cookie'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { Switch } from '@/components/ui/form/switch'

type Props = { theme: string | undefined; density: string | undefined; shortcuts: string | undefined }

export function AppearanceForm({ theme, density, shortcuts }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup<Theme>
        label="Theme"
        isInline
        defaultValue={isTheme(theme) ? theme : 'system'}
        onValueChange={showTheme}
        options={[
          { value: 'system', label: 'System' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <RadioGroup
        label="Table density"
        isInline
        defaultValue={density === 'comfortable' ? 'comfortable' : 'dense'}
        onValueChange={showDensity}
        options={[
          { value: 'dense', label: 'Compact' },
          { value: 'comfortable', label: 'Comfortable' },
        ]}
      />
      <ShortcutsSwitch isOn={shortcuts !== 'off'} />
    </div>
  )
}

function ShortcutsSwitch({ isOn: isOnBefore }: { isOn: boolean }) {
  const [isOn, setOn] = useState(isOnBefore)
  return (
    <Switch
      label="Single-key shortcuts"
      hint="Press ? to see all shortcuts. Ctrl K always works."
      checked={isOn}
      onCheckedChange={(next) => {
        setOn(next)
        document.documentElement.dataset.shortcuts = next ? 'on' : 'off'
        rememberInCookie('shortcuts', next ? 'on' : 'off')
      }}
    />
  )
}

function showDensity(density: 'dense' | 'comfortable') {
  document.documentElement.dataset.density = density
  rememberInCookie('density', density)
}
