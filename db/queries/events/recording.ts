import { and, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { environments } from '@/db/schema/companies'
import { eventWebhooks } from '@/db/schema/events'

type InEnvironment = { environmentId: string }

export async function recordsEvents(db: Db, { environmentId }: InEnvironment) {
  const found = await db.$count(
    environments,
    and(eq(environments.id, environmentId), isNotNull(environments.eventsSince)),
  )
  return found > 0
}

export async function setEventsSince(db: Db, { environmentId, since }: InEnvironment & { since: Date | null }) {
  await db.update(environments).set({ eventsSince: since }).where(eq(environments.id, environmentId))
}

export const hasEventWebhooks = async (db: Db, { environmentId }: InEnvironment) =>
  (await db.$count(eventWebhooks, eq(eventWebhooks.environmentId, environmentId))) > 0
