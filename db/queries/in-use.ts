import { and, isNull } from 'drizzle-orm'
import { apps, companies } from '../schema/companies'

/** Neither the app nor its company is archived. For queries that join both. */
export const isInUse = and(isNull(apps.archivedAt), isNull(companies.archivedAt))
