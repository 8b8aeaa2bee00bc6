import { z } from 'zod'
import { Instant } from '@/lib/instant'
import { deviceKinds, devicePermissions, deviceStatuses } from './device-labels'

const someOf = <T extends string>(values: readonly [T, ...T[]]) => z.array(z.enum(values)).max(20).default([])
const someText = z.array(z.string().min(1).max(100)).max(50).default([])

/** A leading minus sorts newest first. */
export const deviceOrders = ['-registered', 'registered', '-accepted', 'accepted'] as const
export type DeviceOrder = (typeof deviceOrders)[number]

/** The filters of the device list. A device has to match one value of each filter. */
export const DeviceFilters = z.object({
  status: someOf(deviceStatuses),
  kind: someOf(deviceKinds),
  permission: someOf(devicePermissions),
  appVersion: someText,
  sdkVersion: someText,
  osVersion: someText,
  locale: someText,
  /** Exactly this `user.id` or anonymous ID. */
  user: z.string().min(1).max(512).optional(),
  registeredFrom: Instant.nullish(),
  registeredTo: Instant.nullish(),
  text: z.string().trim().max(1_000).default(''),
})
export type DeviceFilters = z.output<typeof DeviceFilters>
