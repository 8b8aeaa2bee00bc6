import { and, eq, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies, environments } from '@/db/schema/companies'
import { customers, type DeviceStatus, type DeviceStatusReason, devices } from '@/db/schema/customers'

type One = { environmentId: string; deviceId: string }

const theOne = ({ environmentId, deviceId }: One) =>
  and(eq(devices.environmentId, environmentId), eq(devices.id, deviceId))

/** The device with its customer, environment, app, and company. */
export async function findDevice(db: Db, one: One) {
  const [row] = await db
    .select({
      device: devices,
      customer: { id: customers.id, userId: customers.userId, anonymousId: customers.anonymousId },
      environment: {
        id: environments.id,
        name: environments.name,
        apnsServer: environments.apnsServer,
        bundleId: apps.bundleId,
        companyName: companies.name,
      },
    })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .innerJoin(environments, eq(environments.id, devices.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(theOne(one))
  return row
}

/** Locks the row until the transaction ends, so that two actions on one device run one after the other. */
export async function lockDevice(db: Db, one: One) {
  const [row] = await db.select().from(devices).where(theOne(one)).for('no key update')
  return row
}

export async function setDeviceStatus(
  db: Db,
  { status, reason, now, ...one }: One & { status: DeviceStatus; reason: DeviceStatusReason; now: Date },
) {
  await db.update(devices).set({ status, statusReason: reason, statusSince: now }).where(theOne(one))
}

export async function deleteDevice(db: Db, one: One) {
  await db.delete(devices).where(theOne(one))
}

/** The app's other environments with the same address. */
export function sameAddressElsewhere(
  db: Db,
  { appId, environmentId, address }: { appId: string; environmentId: string; address: string },
) {
  return db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      deviceId: devices.id,
      status: devices.status,
    })
    .from(environments)
    .innerJoin(devices, and(eq(devices.environmentId, environments.id), eq(devices.address, address)))
    .where(and(eq(environments.appId, appId), ne(environments.id, environmentId)))
}
