'use server'

import { refresh } from 'next/cache'
import { forAct } from '@/app/_server/doors'
import { disableDevice } from '@/lib/devices/disable-device'
import { enableDevice } from '@/lib/devices/enable-device'
import { removeDevice } from '@/lib/devices/remove-device'
import { revealDeviceToken } from '@/lib/devices/reveal-device-token'
import { askPhone } from '@/lib/probes/ask-phone'

type Device = { environmentId: string; deviceId: string }

export async function askPhoneAction({ environmentId, deviceId }: Device) {
  return forAct((ctx) => askPhone(ctx, { environmentId, deviceId }))
}

export async function disableDeviceAction(device: Device, comment?: string) {
  const state = await forAct((ctx) => disableDevice(ctx, { ...device, comment: comment || undefined }))
  if (state.ok) refresh()
  return state
}

export async function enableDeviceAction(device: Device) {
  const state = await forAct((ctx) => enableDevice(ctx, device))
  if (state.ok) refresh()
  return state
}

export async function removeDeviceAction(device: Device, confirmation: string) {
  return forAct((ctx) => removeDevice(ctx, { ...device, confirmation }))
}

export async function revealAddressAction(device: Device) {
  return forAct((ctx) => revealDeviceToken(ctx, device))
}
