import { z } from 'zod'
import { deviceStatusReasons } from '@/db/schema/customers'
import { deviceKinds, deviceStatuses, pushPermissions } from '@/db/schema/values'

const at = z.iso.datetime()

/** A device as the public API shows it: everything except its address, which the caller knows. */
export const RegisteredDevice = z
  .object({
    id: z.uuid(),
    kind: z.enum(deviceKinds),
    status: z.enum(deviceStatuses),
    statusReason: z.enum(deviceStatusReasons),
    statusSince: at,
    permission: z.enum(pushPermissions),
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
