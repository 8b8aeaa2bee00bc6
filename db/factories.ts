import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { newId } from '@/db/new-id'
import type { Db } from './client'
import { apps, companies, environments } from './schema/companies'
import { apiKeys, companyEndpoints } from './schema/credentials'
import { customers, deviceEvents, devices, presence } from './schema/customers'
import { attempts, deliveries, notifications } from './schema/notifications'
import { probes } from './schema/probes'
import { simulatedPushes } from './schema/simulator'

// Uniquely named rows for tests: a test reads only its own. The caller passes secrets that lib encrypts.

export const unique = (word: string) => `${word}-${randomBytes(4).toString('hex')}`
export const deviceTokenHex = (bytes = 32) => randomBytes(bytes).toString('hex')

export const onlyRow = <T>([row]: T[]): T => {
  if (row === undefined) throw new Error('insert gave no row')
  return row
}

export async function makeCompany(db: Db, given: Partial<typeof companies.$inferInsert> = {}) {
  const slug = unique('company')
  return onlyRow(
    await db
      .insert(companies)
      .values({ slug, name: slug, ...given })
      .returning(),
  )
}

export async function makeApp(db: Db, given: Partial<typeof apps.$inferInsert> = {}) {
  const companyId = given.companyId ?? (await makeCompany(db)).id
  const slug = unique('app')
  return onlyRow(
    await db
      .insert(apps)
      .values({ slug, name: slug, bundleId: `com.example.${slug}`, ...given, companyId })
      .returning(),
  )
}

export async function makeEnvironment(db: Db, given: Partial<typeof environments.$inferInsert> = {}) {
  const appId = given.appId ?? (await makeApp(db)).id
  return onlyRow(
    await db
      .insert(environments)
      .values({
        name: 'sandbox',
        apnsServer: 'simulator',
        requiresIdentity: false,
        identitySecret: 'unset',
        ...given,
        appId,
      })
      .returning(),
  )
}

export async function makeCustomer(db: Db, given: Partial<typeof customers.$inferInsert> & { environmentId: string }) {
  const names = given.anonymousId ? {} : { userId: unique('user') }
  return onlyRow(
    await db
      .insert(customers)
      .values({ ...names, ...given })
      .returning(),
  )
}

export async function makeDevice(db: Db, given: Partial<typeof devices.$inferInsert> & { environmentId: string }) {
  const customerId = given.customerId ?? (await makeCustomer(db, { environmentId: given.environmentId })).id
  return onlyRow(
    await db
      .insert(devices)
      .values({ kind: 'device_token', address: deviceTokenHex(), permission: 'authorized', ...given, customerId })
      .returning(),
  )
}

export async function makeNotification(
  db: Db,
  given: Partial<typeof notifications.$inferInsert> & { environmentId: string },
) {
  return onlyRow(
    await db
      .insert(notifications)
      .values({
        type: 'live',
        title: unique('Message'),
        payload: { aps: { alert: 'Hello' } },
        actorKind: 'system',
        actorName: 'test',
        expiresAt: new Date(Date.now() + 86_400_000),
        ...given,
      })
      .returning(),
  )
}

/** Creates a notification for it unless one is given. */
export async function makeDelivery(db: Db, given: Partial<typeof deliveries.$inferInsert> & { environmentId: string }) {
  const { environmentId, type = 'live', customerId } = given
  const notificationId = given.notificationId ?? (await makeNotification(db, { environmentId, type, customerId })).id
  return onlyRow(
    await db
      .insert(deliveries)
      .values({
        type,
        deviceKind: 'device_token',
        address: deviceTokenHex(),
        transport: 'apns',
        isSimulated: true,
        state: 'accepted',
        expiresAt: new Date(Date.now() + 86_400_000),
        ...given,
        notificationId,
      })
      .returning(),
  )
}

export async function makeAttempt(
  db: Db,
  given: Partial<typeof attempts.$inferInsert> & { environmentId: string; deliveryId: string },
) {
  return onlyRow(
    await db
      .insert(attempts)
      .values({ number: 1, outcome: 'accepted', startedAt: new Date(), durationMs: 12, ...given })
      .returning(),
  )
}

export async function makeDeviceEvent(
  db: Db,
  given: Partial<typeof deviceEvents.$inferInsert> & { environmentId: string; deviceId: string },
) {
  return onlyRow(
    await db
      .insert(deviceEvents)
      .values({ kind: 'registered', ...given })
      .returning(),
  )
}

/** Valid for the next 90 seconds, like the SDK's reports. */
export async function makePresence(
  db: Db,
  given: Partial<typeof presence.$inferInsert> & { environmentId: string; customerId: string },
) {
  return onlyRow(
    await db
      .insert(presence)
      .values({ expiresAt: new Date(Date.now() + 90_000), ...given })
      .returning(),
  )
}

/** A question to the device's phone, and its delivery, accepted `acceptedMsAgo` ago. */
export async function makeProbe(
  db: Db,
  { acceptedMsAgo = 0, ...given }: Partial<typeof probes.$inferInsert> & OfDevice & { acceptedMsAgo?: number },
) {
  const { environmentId, deviceId, customerId } = given
  const endedAt = new Date(Date.now() - acceptedMsAgo)
  const { id: deliveryId } = await makeDelivery(db, { environmentId, deviceId, customerId, type: 'probe', endedAt })
  return onlyRow(
    await db
      .insert(probes)
      .values({ deliveryId, askedById: 'test', askedByName: 'test', ...given })
      .returning(),
  )
}

type OfDevice = { environmentId: string; deviceId: string; customerId: string }

/** A push as the built-in simulator records it. */
export async function makeSimulatedPush(
  db: Db,
  given: Pick<typeof simulatedPushes.$inferInsert, 'environmentName' | 'token' | 'topic'> &
    Partial<typeof simulatedPushes.$inferInsert>,
) {
  const id = newId()
  return onlyRow(
    await db
      .insert(simulatedPushes)
      .values({ id, apnsId: id, status: 200, headers: {}, payloadBytes: 2, ...given })
      .returning(),
  )
}

export async function makeCompanyEndpoint(
  db: Db,
  given: Partial<typeof companyEndpoints.$inferInsert> & { environmentId: string },
) {
  return onlyRow(
    await db
      .insert(companyEndpoints)
      .values({ url: 'https://push.example.com/notify', signingSecret: 'unset', ...given })
      .returning(),
  )
}

/** Returns the key itself as well, as creating a key does. */
export async function makeApiKey(
  db: Db,
  given: {
    environmentId: string
    kind: 'publishable' | 'secret'
    ratePerSecondMax?: number
    expiresAt?: Date
    revokedAt?: Date
  },
) {
  const key = `${given.kind === 'secret' ? 'sk' : 'pk'}_${randomBytes(24).toString('base64url')}`
  const row = onlyRow(
    await db
      .insert(apiKeys)
      .values({
        ...given,
        name: unique('key'),
        keyHash: sha256Hex(key),
        prefix: key.slice(0, 7),
        lastFour: key.slice(-4),
        publishableKey: given.kind === 'publishable' ? key : null,
      })
      .returning(),
  )
  return { ...row, key }
}

export const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')

/** Changes a revision's kind, as if a release with kinds of its own had written it. */
export async function renameRevisionKind(
  db: Db,
  { configurationId, number, kind }: { configurationId: string; number: number; kind: string },
) {
  await db.execute(
    sql`update prompt_revisions set kind = ${kind} where configuration_id = ${configurationId} and number = ${number}`,
  )
}
