import { companiesByName, listWorkspace } from '@/db/queries/workspace'
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

/** Everything the staff member may enter: companies › apps › environments, and companies that have no app yet. */
export const workspace = query('company.read', onPlatform({}), async ({ db, staff }) => {
  const { companyIds } = staff
  const [companies, rows] = await Promise.all([companiesByName(db, { companyIds }), listWorkspace(db, { companyIds })])
  const found = new Map<string, WorkspaceCompany>(companies.map((company) => [company.id, { ...company, apps: [] }]))
  for (const row of rows) {
    const company = found.get(row.companyId)
    // Made between the two reads.
    if (!company) continue
    const last = company.apps.at(-1)
    const app = last?.id === row.appId ? last : addApp(company, row)
    app.environments.push(environmentOf(row))
  }
  return [...found.values()]
})

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
