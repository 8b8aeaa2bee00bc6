import { z } from 'zod'
import { deviceKinds, deviceStatuses, deviceStatusReasons, permissions } from '@/db/schema/customers'

const at = z.iso.datetime()

/** A device as the public API shows it: everything but its address, which the caller knows. */
export const RegisteredDevice = z
  .object({
    id: z.uuid(),
    kind: z.enum(deviceKinds),
    status: z.enum(deviceStatuses),
    statusReason: z.enum(deviceStatusReasons),
    statusSince: at,
    permission: z.enum(permissions),
    appVersion: z.string().nullable(),
    sdkVersion: z.string().nullable(),
    osVersion: z.string().nullable(),
    model: z.string().nullable(),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    registeredAt: at,
    createdAt: at,
  })
  .meta({ id: 'Device' })
