import type { BlockedBy } from '@/db/queries/sending/holds'
import { presentMeaning } from '@/lib/apns/explanations/explain'
import { maskAddress } from '@/lib/devices/mask-address'
import { modelName } from '@/lib/devices/model-name'
import { plural } from '@/lib/format/number'
import { canBeOwn, isOfAll } from './hold-scope'

type Row = { blockedReason: string | null; blockedAt: Date | null; blockedBy: BlockedBy[] }

/** What APNs refuses of an environment: all of it, or one device so far. */
export type Refusal = {
  reason: string
  since: Date
  isOfAll: boolean
  /** Where the answer is about devices: those that it was given for, the first first. */
  devices: { deliveryId: string; deviceId: string | null; name: string }[]
}

/** An environment as it is shown: it is on hold only where all of it is, and no address leaves here whole. */
export function withRefusal<Shown extends Row>({ blockedBy, ...row }: Shown) {
  const refusal = refusalOf({ ...row, blockedBy })
  const isOnHold = refusal?.isOfAll ?? false
  return {
    ...row,
    blockedReason: isOnHold ? row.blockedReason : null,
    blockedAt: isOnHold ? row.blockedAt : null,
    refusal,
  }
}

export function refusalOf({ blockedReason: reason, blockedAt: since, blockedBy }: Row): Refusal | null {
  if (!reason || !since) return null
  const devices = canBeOwn(reason) ? blockedBy : []
  return {
    reason,
    since,
    isOfAll: isOfAll(reason, blockedBy.length),
    devices: devices.map(({ deliveryId, deviceId, address, model }) => ({
      deliveryId,
      deviceId,
      name: [model && modelName(model), maskAddress(address)].filter(Boolean).join(', '),
    })),
  }
}

/** What APNs says of the whole environment, in words. */
export function refusedOfAll(reason: string, refusal: Refusal | null | undefined): string {
  const devices = refusal && refusedDevices(refusal)
  return devices ? `APNs doesn’t find the tokens of ${devices} among those of the app.` : presentMeaning(reason)
}

/** `iPhone17,2, a1b2…9f0e and 2 more devices`; nothing where it is about no device. */
export function refusedDevices({ devices: [first, ...others] }: Pick<Refusal, 'devices'>): string | undefined {
  if (!first) return undefined
  if (others.length === 0) return first.name
  return `${first.name} and ${plural(others.length, 'more device')}`
}
