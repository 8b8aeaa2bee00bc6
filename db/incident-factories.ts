import { eq, sql } from 'drizzle-orm'
import type { Db } from './client'
import { makeApiKey, makeEnvironment, onlyRow, unique } from './factories'
import { apps } from './schema/companies'
import { apiKeys, companyEndpoints } from './schema/credentials'
import { attemptCounts, channelMessages, channels, incidents } from './schema/incidents'
import { deliveries } from './schema/notifications'
import { promptConfigurations, promptEvents, promptRevisions } from './schema/prompts'
import { workers } from './schema/queue'
import { callCounts, receiptCounts, trafficHours } from './schema/traffic'

/** A platform-wide incident with its own scope, unless an environment is given. */
export async function makeIncident(db: Db, given: Partial<typeof incidents.$inferInsert> = {}) {
  return onlyRow(
    await db
      .insert(incidents)
      .values({
        cause: 'apns_unavailable',
        severity: 'critical',
        scopeKey: given.environmentId ?? unique('scope'),
        openedAt: new Date(),
        facts: { reason: 'ServiceUnavailable', failed: 12, attempts: 12 },
        affected: { customers: 3, waiting: 5, lost: 1 },
        updatedAt: new Date(),
        ...given,
      })
      .returning(),
  )
}

/** A row as written by the statement that writes attempts. */
export async function makeAttemptCount(
  db: Db,
  given: Partial<typeof attemptCounts.$inferInsert> & { environmentId: string; at: Date },
) {
  await db.insert(attemptCounts).values({
    transport: 'apns',
    outcome: given.reason ? 'rejected' : 'accepted',
    count: 1,
    durationMs: 20,
    ...given,
  })
}

/** An environment with its app and company, for a test to grant access to. */
export async function makePlace(db: Db, given: Partial<Parameters<typeof makeEnvironment>[1]> = {}) {
  const environment = await makeEnvironment(db, given)
  const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
  if (!app) throw new Error('the environment has no app')
  return { environmentId: environment.id, appId: app.id, companyId: app.companyId }
}

export async function makeKeyInUse(
  db: Db,
  { environmentId, expiresAt, lastUsedAt }: { environmentId: string; expiresAt: Date; lastUsedAt: Date },
) {
  const { id } = await makeApiKey(db, { environmentId, kind: 'secret', expiresAt })
  await db.update(apiKeys).set({ lastUsedAt }).where(eq(apiKeys.id, id))
}

export const endKeys = (db: Db, { environmentId }: { environmentId: string }) =>
  db.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.environmentId, environmentId))

/** As if no worker had ever run. Use it in a transaction that is rolled back. */
export const forgetWorkers = (db: Db) => db.delete(workers)

/** The caller encrypts what lib encrypts. */
export async function makeChannel(db: Db, given: Partial<typeof channels.$inferInsert> = {}) {
  return onlyRow(
    await db
      .insert(channels)
      .values({
        kind: 'webhook',
        name: unique('channel'),
        address: 'unset',
        shownAddress: 'hooks.example.com',
        severityMin: 'warning',
        ...given,
      })
      .returning(),
  )
}

export async function makeChannelMessage(db: Db, given: Partial<typeof channelMessages.$inferInsert> = {}) {
  const channelId = given.channelId ?? (await makeChannel(db)).id
  return onlyRow(
    await db
      .insert(channelMessages)
      .values({ type: 'test', body: {}, dueAt: new Date(), ...given, channelId })
      .returning(),
  )
}

export const makeCallCount = (db: Db, given: typeof callCounts.$inferInsert) => db.insert(callCounts).values(given)

/** Makes writing counts of rejected keys fail until the returned function is called. For a rolled-back transaction. */
export async function refuseKeyCounts(db: Db) {
  await db.execute(sql`alter table call_counts add constraint no_keys check (code <> 'key_invalid') not valid`)
  return () => db.execute(sql`alter table call_counts drop constraint no_keys`)
}

/** Hourly counts of accepted attempts, the newest last. */
export async function makeTrafficHours(
  db: Db,
  { environmentId, counts, before }: { environmentId: string; counts: number[]; before: Date },
) {
  const hourOf = (index: number) => new Date(before.getTime() - (counts.length - index) * 3_600_000)
  await db
    .insert(trafficHours)
    .values(counts.map((count, index) => ({ environmentId, hour: hourOf(index), kind: 'accepted' as const, count })))
}

/** A revision of the app's own prompt in sandbox, with some content. */
export async function makeAppRevision(db: Db, { appId, at }: { appId: string; at: Date }) {
  const { companyId } = onlyRow(await db.select().from(apps).where(eq(apps.id, appId)))
  const configuration = onlyRow(
    await db
      .insert(promptConfigurations)
      .values({ scopeKind: 'app', environmentName: 'sandbox', companyId, appId, revision: 1, content: {} })
      .returning(),
  )
  await db.insert(promptRevisions).values({
    configurationId: configuration.id,
    number: 1,
    content: {},
    kind: 'save',
    authorName: 'Ines',
    createdAt: at,
  })
}

/** Answers to the iOS alert. */
export async function makePromptAnswers(
  db: Db,
  { environmentId, authorized, denied, at }: { environmentId: string; authorized: number; denied: number; at: Date },
) {
  const of = (kind: 'system_authorized' | 'system_denied', count: number) =>
    Array.from({ length: count }, () => ({ environmentId, eventId: unique('event'), kind, at }))
  await db.insert(promptEvents).values([...of('system_authorized', authorized), ...of('system_denied', denied)])
}

export async function makeWorkerSeen(db: Db, { at, version = '1' }: { at: Date; version?: string }) {
  await db.insert(workers).values({ version, host: 'h', startedAt: at, lastSeenAt: at })
}

/** A row as written by the statement that records a receipt. */
export async function makeReceiptCount(
  db: Db,
  given: Partial<typeof receiptCounts.$inferInsert> & { environmentId: string; at: Date },
) {
  const usual = {
    transport: 'apns' as const,
    kind: 'received' as const,
    appVersion: '',
    osVersion: '',
    bucket: 3,
    count: 1,
  }
  await db.insert(receiptCounts).values({ ...usual, ...given })
}

export async function renewCertificate(db: Db, { environmentId, endsAt }: { environmentId: string; endsAt: Date }) {
  await db
    .update(companyEndpoints)
    .set({ clientCertificateEndsAt: endsAt })
    .where(eq(companyEndpoints.environmentId, environmentId))
}

export const acceptDelivery = (db: Db, { id, at }: { id: string; at: Date }) =>
  db.update(deliveries).set({ state: 'accepted', endedAt: at }).where(eq(deliveries.id, id))
