import { and, isNull, sql } from 'drizzle-orm'
import { apps, companies } from '@/db/schema/companies'

/** Neither the app nor its company is archived. For queries that join both. */
export const isInUse = and(isNull(apps.archivedAt), isNull(companies.archivedAt))

/** The opposite, as a column. */
export const isArchived = sql<boolean>`coalesce(${apps.archivedAt}, ${companies.archivedAt}) is not null`
