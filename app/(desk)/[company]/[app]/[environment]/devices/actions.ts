'use server'

import { refresh } from 'next/cache'
import { forAct } from '@/app/_server/doors'
import { disableDevice } from '@/lib/devices/disable-device'
import { enableDevice } from '@/lib/devices/enable-device'
import { removeDevice } from '@/lib/devices/remove-device'
import { revealDeviceToken } from '@/lib/devices/reveal-device-token'

type Device = { environmentId: string; deviceId: string }

export async function disable(device: Device, comment?: string) {
  const state = await forAct((ctx) => disableDevice(ctx, { ...device, comment: comment || undefined }))
  if (state.ok) refresh()
  return state
}

export async function enable(device: Device) {
  const state = await forAct((ctx) => enableDevice(ctx, device))
  if (state.ok) refresh()
  return state
}

export async function remove(device: Device, confirmation: string) {
  return forAct((ctx) => removeDevice(ctx, { ...device, confirmation }))
}

export async function reveal(device: Device) {
  return forAct((ctx) => revealDeviceToken(ctx, device))
}
