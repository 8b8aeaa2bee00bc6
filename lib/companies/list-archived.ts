import { listArchivedRows } from '@/db/queries/archive'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

export type Archived = Awaited<ReturnType<typeof listArchived>>[number]

/** Archived companies and apps that an admin can restore. Companies come before apps. */
export const listArchived = query('company.archive', onPlatform({}), async ({ db }) => {
  const rows = await listArchivedRows(db)
  const companies = new Map(
    rows.flatMap(({ companyId, companyName, companyArchivedAt }) =>
      companyArchivedAt
        ? [[companyId, { kind: 'company' as const, id: companyId, name: companyName, archivedAt: companyArchivedAt }]]
        : [],
    ),
  )
  const apps = rows.flatMap(({ companyId, companyName, appId, appName, appArchivedAt }) =>
    appId && appName && appArchivedAt
      ? [
          {
            kind: 'app' as const,
            id: appId,
            name: appName,
            companyName,
            archivedAt: appArchivedAt,
            isCompanyArchived: companies.has(companyId),
          },
        ]
      : [],
  )
  return [...companies.values(), ...apps]
})
