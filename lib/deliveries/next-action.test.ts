import { expect, it } from 'vitest'
import { roles } from '@/db/schema/staff'
import { explainReason, knownReasons } from '@/lib/apns/explanations/explain'
import { roleMay, type StaffPermission } from '@/lib/permissions'
import { nextActionOf } from './next-action'

/** What a text tells its reader to do, and the permission that this needs. */
const instructions: [RegExp, StaffPermission][] = [
  [/APNs keys|SIMULATOR=1|› Environment/, 'credential.upload'],
  [/› Company API/, 'endpoint.change'],
  [/(Correct|Set) the app’s bundle ID/, 'app.change'],
  [/Remove the device/, 'device.remove'],
  [/Enable the device/, 'device.enable'],
  [/Resend it|and resend it/, 'delivery.send_again'],
]

const now = new Date('2026-06-01T12:00:00Z')
const [before, later] = [new Date(now.getTime() - 60_000), new Date(now.getTime() + 60_000)]
const deliveries = [
  undefined,
  { state: 'retrying', endedAt: null, expiresAt: later },
  { state: 'failed', endedAt: before, expiresAt: later },
  { state: 'expired', endedAt: before, expiresAt: before },
] as const
const devices = [
  undefined,
  { status: 'disabled', statusReason: 'disabled_by_staff' },
  { status: 'disabled', statusReason: 'unregistered' },
] as const

it.each(roles.flatMap((reader) => knownReasons.map((reason) => [reader, reason] as const)))(
  'tells no one to do what their role doesn’t allow: %s, %s',
  (reader, reason) => {
    const explanation = explainReason(reason)
    for (const delivery of deliveries)
      for (const device of devices)
        for (const isOnHold of [true, false]) {
          const said = nextActionOf(explanation, { reader, delivery, device, isOnHold, now })
          const asked = instructions.filter(([words]) => words.test(said)).map(([, permission]) => permission)
          expect(
            asked.filter((permission) => !roleMay(reader, permission)),
            said,
          ).toEqual([])
        }
  },
)
