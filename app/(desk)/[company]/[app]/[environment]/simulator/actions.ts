'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { PresetName } from '@/lib/apns/simulator/faults/presets'
import type { FormState } from '@/lib/form-state'
import type { CustomFault } from '@/lib/simulator/custom-fault'
import { setDeviceState } from '@/lib/simulator/set-device-state'
import type { SimulatedState } from '@/lib/simulator/simulated-states'
import { turnOffFault } from '@/lib/simulator/turn-off-fault'
import { turnOnFault } from '@/lib/simulator/turn-on-fault'
import { turnOnPreset } from '@/lib/simulator/turn-on-preset'

export async function turnOnPresetAction(environmentId: string, preset: PresetName) {
  const state = await forAct((ctx) => turnOnPreset(ctx, { environmentId, preset }))
  if (state.ok) refresh()
  return state
}

export async function turnOffFaultAction(environmentId: string, faultId: string) {
  const state = await forAct((ctx) => turnOffFault(ctx, { environmentId, faultId }))
  if (state.ok) refresh()
  return state
}

export async function turnOnCustomFaultAction(_before: FormState, form: FormData): Promise<FormState> {
  const state = await forForm(form, (ctx) =>
    turnOnFault(ctx, {
      environmentId: String(form.get('environmentId')),
      // The command's schema validates the kind.
      kind: String(form.get('kind')) as CustomFault['kind'],
      reason: String(form.get('reason') ?? ''),
      share: String(form.get('share') ?? '100'),
    }),
  )
  if (state.ok) refresh()
  return state
}

export async function setDeviceStateAction(environmentId: string, pushId: string, deviceState: SimulatedState) {
  return forAct((ctx) => setDeviceState(ctx, { environmentId, pushId, state: deviceState }))
}
