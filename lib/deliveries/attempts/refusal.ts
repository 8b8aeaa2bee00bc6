import type { BlockedBy } from '@/db/queries/sending/holds'
import { presentMeaning } from '@/lib/apns/explanations/explain'
import { maskAddress } from '@/lib/devices/mask-address'
import { modelName } from '@/lib/devices/model-name'
import { plural } from '@/lib/format/number'
import { canBeOwn, isOfAll } from './hold-scope'

type Row = { blockedReason: string | null; blockedAt: Date | null; blockedBy: BlockedBy[] }

/** A rejection by APNs: of the whole environment, or of one device so far. */
export type Refusal = {
  reason: string
  since: Date
  isOfAll: boolean
  /** The devices that APNs rejected, oldest rejection first. Empty if the reason isn't about devices. */
  devices: { deliveryId: string; deviceId: string | null; name: string }[]
}

/** Prepares an environment for display: on hold only if all of it is, and with every address masked. */
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

/** Describes a rejection of the whole environment. */
export function refusedOfAll(reason: string, refusal: Refusal | null | undefined): string {
  const devices = refusal && refusedDevices(refusal)
  return devices ? `APNs doesn’t find the tokens of ${devices} among those of the app.` : presentMeaning(reason)
}

/** `iPhone17,2, a1b2…9f0e and 2 more devices`; undefined if the rejection isn't about devices. */
export function refusedDevices({ devices: [first, ...others] }: Pick<Refusal, 'devices'>): string | undefined {
  if (!first) return undefined
  if (others.length === 0) return first.name
  return `${first.name} and ${plural(others.length, 'more device')}`
}
