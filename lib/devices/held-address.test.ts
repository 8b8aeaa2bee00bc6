import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { deviceTokenHex, unique } from '@/db/factories'
import { setDeviceStatus } from '@/db/queries/devices/devices'
import { changeEnvironment } from '@/db/queries/settings/environment-settings'
import { inRollback } from '@/db/testing'
import { identitySecretPurpose } from '@/lib/identity/rotate-identity-secret'
import { signToken } from '@/lib/identity/sign-token'
import { encrypt } from '@/lib/secrets'
import { withKey } from '@/lib/testing/contexts'
import { machineContext } from '@/lib/testing/machine'
import { deregisterDevice } from './deregister-device'
import { registerDevice } from './register-device'

const addresses = { deviceToken: () => ({ deviceToken: deviceTokenHex() }), uuid: () => ({ uuid: unique('uuid') }) }

/** An environment with identity verification, and a device whose owner has proved their identity. */
async function world(db: Db, kind: keyof typeof addresses) {
  const server = await machineContext(db, { requiresIdentity: true })
  const { id: environmentId } = server.environment
  const identitySecret = encrypt('a secret of the company', identitySecretPurpose(environmentId))
  await changeEnvironment(db, { environmentId, identitySecret })
  const as = async (userId: string | undefined) => {
    const { token = undefined } = userId ? await signToken({ environmentId, identitySecret, userId }) : {}
    return withKey(db, { environmentId, kind: 'publishable', userToken: token })
  }
  const known = { ...addresses[kind](), permission: 'authorized' as const, model: 'iPhone17,2' }
  const owner = { id: unique('ann') }
  const { device } = await registerDevice(await as(owner.id), { ...known, user: owner })
  const stranger = { anonymousId: unique('stranger') }
  return { server, as, known, owner, device, stranger, fresh: { ...known, ...addresses[kind]() } }
}

const holderOf = async ({ server, known, owner }: Awaited<ReturnType<typeof world>>) =>
  (await registerDevice(server, { ...known, user: owner })).reassigned ? 'someone else' : 'owner'

describe.each(['deviceToken', 'uuid'] as const)('the %s of a verified customer', (kind) => {
  it('isn’t moved by an unverified call, which gets the same response as for a new address', () =>
    inRollback(async (db) => {
      const here = await world(db, kind)
      const anyone = await here.as(undefined)
      const taken = await registerDevice(anyone, { ...here.known, user: here.stranger })
      const again = await registerDevice(anyone, { ...here.known, user: here.stranger })
      const free = await registerDevice(anyone, { ...here.fresh, user: { anonymousId: unique('other') } })
      for (const told of [taken, again]) {
        const { id, createdAt, registeredAt, statusSince, ...shape } = told.device
        const { id: _, createdAt: __, registeredAt: ___, statusSince: ____, ...freeShape } = free.device
        expect(shape).toEqual(freeShape)
        expect(told).toMatchObject({ isNew: true, reassigned: false })
        expect(id).not.toBe(here.device.id)
        expect(createdAt).toEqual(registeredAt)
        expect(statusSince).toEqual(registeredAt)
      }
      expect(Object.keys(taken.device).sort()).toEqual(Object.keys(free.device).sort())
      expect(await holderOf(here)).toBe('owner')
    }))

  it('isn’t released when staff disable it', () =>
    inRollback(async (db) => {
      const here = await world(db, kind)
      const at = { environmentId: here.server.environment.id, deviceId: here.device.id }
      await setDeviceStatus(db, { ...at, status: 'disabled', reason: 'disabled_by_staff', now: new Date() })
      await registerDevice(await here.as(undefined), { ...here.known, user: here.stranger })
      expect(await holderOf(here)).toBe('owner')
    }))

  it('moves with a User-Token, with a secret key, or after its customer turns push off', () =>
    inRollback(async (db) => {
      const here = await world(db, kind)
      const next = { id: unique('ben') }
      expect(await registerDevice(await here.as(next.id), { ...here.known, user: next })).toMatchObject({
        reassigned: true,
      })
      expect(await registerDevice(here.server, { ...here.known, user: here.owner })).toMatchObject({ reassigned: true })
      await deregisterDevice(await here.as(here.owner.id), { ...pick(here.known), user: here.owner })
      await registerDevice(await here.as(undefined), { ...here.known, user: here.stranger })
      expect(await holderOf(here)).toBe('someone else')
    }))

  it('differs from an anonymous customer’s, which moves without revealing it', () =>
    inRollback(async (db) => {
      const here = await world(db, kind)
      const anyone = await here.as(undefined)
      await registerDevice(anyone, { ...here.fresh, user: here.stranger })
      const moved = await registerDevice(anyone, { ...here.fresh, user: { anonymousId: unique('next') } })
      expect(moved).toMatchObject({ isNew: true, reassigned: false })
      expect(moved.device.createdAt).toEqual(moved.device.registeredAt)
    }))
})

const pick = ({ deviceToken, uuid }: { deviceToken?: string; uuid?: string }) =>
  deviceToken ? { deviceToken } : { uuid }
