import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { companyEndpoints } from '@/db/schema/credentials'

type EndpointRow = typeof companyEndpoints.$inferSelect
export type EndpointChange = Pick<
  EndpointRow,
  | 'environmentId'
  | 'url'
  | 'authKind'
  | 'authSecret'
  | 'clientCertificate'
  | 'clientKey'
  | 'clientCertificateEndsAt'
  | 'caCertificate'
  | 'bodyTemplate'
  | 'usedFor'
  | 'concurrencyMax'
  | 'ratePerSecondMax'
  | 'retryTriesMax'
  | 'retryFirstSeconds'
  | 'retryLongestSeconds'
>

/** Includes the encrypted secrets: only for lib. */
export async function findEndpoint(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db.select().from(companyEndpoints).where(eq(companyEndpoints.environmentId, environmentId))
  return row
}

export async function lockEndpoint(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select()
    .from(companyEndpoints)
    .where(eq(companyEndpoints.environmentId, environmentId))
    .for('no key update')
  return row
}

/** Closes the circuit breaker of a changed endpoint, because it may be another server now. */
export async function saveEndpointRow(
  db: Db,
  { signingSecret, ...change }: EndpointChange & { signingSecret: string },
) {
  const fresh = { failuresInRow: 0, openUntil: null, updatedAt: new Date() }
  await db
    .insert(companyEndpoints)
    .values({ ...change, ...fresh, signingSecret })
    .onConflictDoUpdate({ target: companyEndpoints.environmentId, set: { ...change, ...fresh } })
}

export async function setSigningSecret(
  db: Db,
  { environmentId, signingSecret }: { environmentId: string; signingSecret: string },
) {
  await db
    .update(companyEndpoints)
    .set({ signingSecret, updatedAt: new Date() })
    .where(eq(companyEndpoints.environmentId, environmentId))
}

export async function deleteEndpoint(db: Db, { environmentId }: { environmentId: string }) {
  await db.delete(companyEndpoints).where(eq(companyEndpoints.environmentId, environmentId))
}
