import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isInUse } from '@/db/queries/in-use'
import { apps, companies, environments } from '@/db/schema/companies'

/** All environments of these companies. */
export function placesOf(db: Db, { companyIds }: { companyIds: readonly string[] | 'all' }) {
  return db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      appName: apps.name,
      appSlug: apps.slug,
      companyName: companies.name,
      companySlug: companies.slug,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds])))
    .orderBy(companies.name, apps.name, environments.name)
}
