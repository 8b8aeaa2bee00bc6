import { listWorkspace } from '@/db/queries/workspace'
import { query } from '../command'
import { type Refusal, withRefusal } from '../deliveries/refusal'
import { onPlatform } from '../scope'

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
  environments: WorkspaceEnvironment[]
}
export type WorkspaceCompany = { id: string; slug: string; name: string; apps: WorkspaceApp[] }

/** Everything the staff member may enter: companies › apps › environments. */
export const workspace = query('company.read', onPlatform({}), async ({ db, staff }) => {
  const rows = await listWorkspace(db, { companyIds: staff.companyIds })
  const found = new Map<string, WorkspaceCompany>()
  for (const row of rows) {
    const company = atOrAdd(found, row)
    const last = company.apps.at(-1)
    const app = last?.id === row.appId ? last : addApp(company, row)
    app.environments.push(environmentOf(row))
  }
  return [...found.values()]
})

function atOrAdd(found: Map<string, WorkspaceCompany>, row: Row) {
  const known = found.get(row.companyId)
  if (known) return known
  const company = { id: row.companyId, slug: row.companySlug, name: row.companyName, apps: [] }
  found.set(row.companyId, company)
  return company
}

function addApp(company: WorkspaceCompany, row: Row) {
  const app: WorkspaceApp = {
    id: row.appId,
    slug: row.appSlug,
    name: row.appName,
    bundleId: row.bundleId,
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
