'use client'

import { useId, useOptimistic, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Switch } from '@/components/ui/form/switch'
import { toast } from '@/components/ui/overlays/toast'
import type { PresetName } from '@/lib/apns/simulator/faults/presets'
import type { SwitchedFault } from '@/lib/simulator/list-faults'
import { turnOffFaultAction, turnOnPresetAction } from './actions'

type Preset = { name: PresetName; title: string; description: string }
type Props = { environmentId: string; presets: Preset[]; faults: SwitchedFault[]; mayChange: boolean }

const whoMayChange = 'Admins, integration managers, and support can turn faults on and off.'

export function PresetList({ environmentId, presets, faults, mayChange }: Props) {
  const reasonId = useId()
  return (
    <>
      {!mayChange && <p id={reasonId}>{whoMayChange}</p>}
      <ul aria-describedby={mayChange ? undefined : reasonId} className="flex flex-col divide-y">
        {presets.map((preset) => (
          <li key={preset.name} className="py-2.5 first:pt-0">
            <PresetSwitch
              preset={preset}
              environmentId={environmentId}
              faultId={faults.find((fault) => fault.preset === preset.name)?.id}
              mayChange={mayChange}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

type OneProps = { preset: Preset; environmentId: string; faultId: string | undefined; mayChange: boolean }

function PresetSwitch({ preset, environmentId, faultId, mayChange }: OneProps) {
  const [isOn, setOn] = useOptimistic(faultId !== undefined)
  const [isPending, startTransition] = useTransition()

  const change = (wanted: boolean) =>
    startTransition(async () => {
      setOn(wanted)
      const state = wanted
        ? await acted(() => turnOnPresetAction(environmentId, preset.name))
        : faultId && (await acted(() => turnOffFaultAction(environmentId, faultId)))
      if (state && !state.ok)
        toast.failure(wanted ? 'Couldn’t turn on the faults' : 'Couldn’t turn off the faults', {
          description: state.message,
        })
    })

  return (
    <Switch
      label={preset.title}
      hint={preset.description}
      checked={isOn}
      disabled={!mayChange || isPending}
      title={mayChange ? undefined : whoMayChange}
      onCheckedChange={change}
    />
  )
}
