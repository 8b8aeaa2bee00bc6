import { z } from 'zod'
import { Instant } from '../instant'
import { deviceKinds, devicePermissions, deviceStatuses } from './device-words'

const someOf = <T extends string>(values: readonly [T, ...T[]]) => z.array(z.enum(values)).max(20).default([])
const someText = z.array(z.string().min(1).max(100)).max(50).default([])

/** A leading minus: newest first. */
export const deviceOrders = ['-registered', 'registered', '-accepted', 'accepted'] as const
export type DeviceOrder = (typeof deviceOrders)[number]

/** What the device list can be narrowed by. Values of one filter are alternatives; filters add up. */
export const DeviceFilters = z.object({
  status: someOf(deviceStatuses),
  kind: someOf(deviceKinds),
  permission: someOf(devicePermissions),
  appVersion: someText,
  sdkVersion: someText,
  osVersion: someText,
  locale: someText,
  registeredFrom: Instant.nullish(),
  registeredTo: Instant.nullish(),
  text: z.string().trim().max(1_000).default(''),
})
export type DeviceFilters = z.output<typeof DeviceFilters>
