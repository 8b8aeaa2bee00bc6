import { and, desc, eq, gt, inArray, notInArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { environments } from '@/db/schema/companies'
import { companyEndpoints } from '@/db/schema/credentials'
import { customers, devices } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'
import { probes } from '@/db/schema/probes'

type OfDevice = { environmentId: string; deviceId: string }
export type ProbeRow = NonNullable<Awaited<ReturnType<typeof newestProbes>>[number]>

/** What a question to a phone depends on besides its device: the transport, and whether sending works. */
export async function findWayToAsk(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      apnsServer: environments.apnsServer,
      blockedReason: environments.blockedReason,
      endpointUrl: companyEndpoints.url,
      endpointUsedFor: companyEndpoints.usedFor,
      endpointTemplate: companyEndpoints.bodyTemplate,
      endpointOpenUntil: companyEndpoints.openUntil,
    })
    .from(environments)
    .leftJoin(companyEndpoints, eq(companyEndpoints.environmentId, environments.id))
    .where(eq(environments.id, environmentId))
  return row
}

/** When the device was asked since then, oldest first. */
export async function askedSince(db: Db, { deviceId, since }: OfDevice & { since: Date }): Promise<Date[]> {
  const rows = await db
    .select({ at: probes.createdAt })
    .from(probes)
    .where(and(eq(probes.deviceId, deviceId), gt(probes.createdAt, since)))
    .orderBy(probes.createdAt)
  return rows.map(({ at }) => at)
}

/** Keeps only the device's newest questions. */
export async function insertProbe(db: Db, row: typeof probes.$inferInsert, { keptMax }: { keptMax: number }) {
  await db.insert(probes).values(row)
  const kept = db
    .select({ id: probes.id })
    .from(probes)
    .where(eq(probes.deviceId, row.deviceId))
    .orderBy(desc(probes.createdAt), desc(probes.id))
    .limit(keptMax)
  await db.delete(probes).where(and(eq(probes.deviceId, row.deviceId), notInArray(probes.id, kept)))
}

const seen = {
  id: probes.id,
  deviceId: probes.deviceId,
  customerId: probes.customerId,
  deliveryId: probes.deliveryId,
  askedByName: probes.askedByName,
  askedAt: probes.createdAt,
  answeredAt: probes.answeredAt,
  answer: probes.answer,
  token: probes.token,
  corrections: probes.corrections,
  outcome: probes.outcome,
  /** Null once the log has dropped the delivery. */
  state: deliveries.state,
  reason: deliveries.reason,
  endedAt: deliveries.endedAt,
  transport: deliveries.transport,
}

/** Questions to the devices' current customers, newest first. */
export function newestProbes(db: Db, { environmentId, deviceIds, limit }: NewestProbes) {
  if (deviceIds.length === 0) return []
  return db
    .select(seen)
    .from(probes)
    .innerJoin(devices, and(eq(devices.id, probes.deviceId), eq(devices.customerId, probes.customerId)))
    .leftJoin(deliveries, eq(deliveries.id, probes.deliveryId))
    .where(and(eq(probes.environmentId, environmentId), inArray(probes.deviceId, deviceIds)))
    .orderBy(desc(probes.createdAt), desc(probes.id))
    .limit(limit)
}

type NewestProbes = { environmentId: string; deviceIds: string[]; limit: number }

export async function findProbe(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select(seen)
    .from(probes)
    .leftJoin(deliveries, eq(deliveries.id, probes.deliveryId))
    .where(and(eq(probes.environmentId, environmentId), eq(probes.id, id)))
  return row
}

/** The question with the device and its customer. Undefined if the device has moved to another customer. */
export async function findProbeToAnswer(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select({
      probe: probes,
      device: devices,
      user: { id: customers.userId, anonymousId: customers.anonymousId },
      notificationId: deliveries.notificationId,
    })
    .from(probes)
    .innerJoin(devices, and(eq(devices.id, probes.deviceId), eq(devices.customerId, probes.customerId)))
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .leftJoin(deliveries, eq(deliveries.id, probes.deliveryId))
    .where(and(eq(probes.environmentId, environmentId), eq(probes.id, id)))
  return row
}

/** The device that has this address, and its customer. */
export async function holderOf(
  db: Db,
  { environmentId, kind, address }: { environmentId: string; kind: 'device_token' | 'uuid'; address: string },
) {
  const [row] = await db
    .select({ deviceId: devices.id, customerId: devices.customerId, status: devices.status })
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.kind, kind), eq(devices.address, address)))
  return row
}

type Answered = Pick<typeof probes.$inferInsert, 'answer' | 'token' | 'corrections' | 'outcome'> & { answeredAt: Date }

/** Returns false if there already is an answer: only the first counts. */
export async function writeAnswer(
  db: Db,
  { environmentId, id, ...answered }: Answered & { environmentId: string; id: string },
) {
  const written = await db
    .update(probes)
    .set(answered)
    .where(and(eq(probes.environmentId, environmentId), eq(probes.id, id), sql`${probes.answeredAt} is null`))
    .returning({ id: probes.id })
  return written.length > 0
}
