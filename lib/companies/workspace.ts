import { favoriteApps } from '@/db/queries/staff/favorites'
import { companiesByName, listWorkspace } from '@/db/queries/workspace'
import { query } from '@/lib/command'
import { type Refusal, withRefusal } from '@/lib/deliveries/attempts/refusal'
import { roleIn } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import type { Role } from '@/lib/staff/roles'

type Row = Awaited<ReturnType<typeof listWorkspace>>[number]

export type WorkspaceEnvironment = {
  id: string
  name: Row['environmentName']
  path: string
  isSimulated: boolean
  blockedReason: string | null
  blockedAt: Date | null
  refusal: Refusal | null
}
export type WorkspaceApp = {
  id: string
  slug: string
  name: string
  bundleId: string
  /** For the calling staff member. */
  isFavorite: boolean
  environments: WorkspaceEnvironment[]
}
/** `role` is the calling staff member's. */
export type WorkspaceCompany = { id: string; slug: string; name: string; role: Role; apps: WorkspaceApp[] }

/** Everything the staff member can access: companies › apps › environments, including companies without an app. */
export const workspace = query('company.read', onPlatform({}), async ({ db, staff }) => {
  const { companyIds } = staff
  const [companies, rows, favorites] = await Promise.all([
    companiesByName(db, { companyIds }),
    listWorkspace(db, { companyIds }),
    favoriteApps(db, { staffId: staff.id }),
  ])
  const found = new Map<string, WorkspaceCompany>(
    companies.map((company) => [company.id, { ...company, role: roleIn(staff, company.id), apps: [] }]),
  )
  for (const row of rows) {
    const company = found.get(row.companyId)
    // The company was created between the two reads.
    if (!company) continue
    const last = company.apps.at(-1)
    const app = last?.id === row.appId ? last : addApp(company, row, favorites.has(row.appId))
    app.environments.push(environmentOf(row))
  }
  return [...found.values()]
})

function addApp(company: WorkspaceCompany, row: Row, isFavorite: boolean) {
  const app: WorkspaceApp = {
    id: row.appId,
    slug: row.appSlug,
    name: row.appName,
    bundleId: row.bundleId,
    isFavorite,
    environments: [],
  }
  company.apps.push(app)
  return app
}

const environmentOf = (row: Row): WorkspaceEnvironment => ({
  id: row.environmentId,
  name: row.environmentName,
  path: `/${row.companySlug}/${row.appSlug}/${row.environmentName}`,
  isSimulated: row.apnsServer === 'simulator',
  ...holdOf(row),
})

function holdOf({ blockedReason, blockedAt, blockedBy }: Row) {
  return withRefusal({ blockedReason, blockedAt, blockedBy })
}
