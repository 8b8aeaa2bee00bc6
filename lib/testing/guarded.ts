import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import type { Role } from '@/db/schema/staff'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { signedIn } from './contexts'

type Verb = (ctx: StaffContext, input: { environmentId: string; deviceId: string }) => Promise<unknown>

/** Tests the refusals that every command and query on a device must have. */
export function refusesWhoMayNot(verb: Verb, { lesser }: { lesser?: Role } = {}) {
  if (lesser)
    it(`refuses the role ${lesser}`, () =>
      inRollback(async (db) => {
        const ctx = await signedIn(db, { role: lesser, companyIds: [(await makeCompany(db)).id] })
        await expect(verb(ctx, await aDevice(db))).rejects.toMatchObject({ reason: 'forbidden' })
      }))

  it('finds no device of another company', () =>
    inRollback(async (db) => {
      const input = await aDevice(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(verb(ctx, input)).rejects.toMatchObject({ reason: 'not-found' })
    }))

  it('finds no device of another environment', () =>
    inRollback(async (db) => {
      const { deviceId } = await aDevice(db)
      const other = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(verb(ctx, { environmentId: other.id, deviceId })).rejects.toMatchObject({ reason: 'not-found' })
    }))
}

async function aDevice(db: Db) {
  const environment = await makeEnvironment(db)
  const device = await makeDevice(db, { environmentId: environment.id })
  return { environmentId: environment.id, deviceId: device.id }
}
