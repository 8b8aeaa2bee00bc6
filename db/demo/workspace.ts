import type { Db } from '@/db/client'
import type { EnvironmentName } from '@/db/schema/companies'
import { type Role, staff, staffCompanies } from '@/db/schema/staff'

export const demoApps = [
  {
    company: { slug: 'northwind-bank', name: 'Northwind Bank' },
    app: { slug: 'ios-banking', name: 'Northwind iOS', bundleId: 'com.northwind.banking' },
  },
  {
    company: { slug: 'contoso-travel', name: 'Contoso Travel' },
    app: { slug: 'ios-trips', name: 'Contoso Trips', bundleId: 'com.contoso.trips' },
  },
] as const

export const demoStaff = [
  { role: 'admin', email: 'admin@pushdesk.example', name: 'Demo Admin', companies: [] },
  {
    role: 'integration_manager',
    email: 'manager@pushdesk.example',
    name: 'Demo Manager',
    companies: ['northwind-bank'],
  },
  {
    role: 'support',
    email: 'support@pushdesk.example',
    name: 'Demo Support',
    companies: ['northwind-bank', 'contoso-travel'],
  },
] as const satisfies { role: Role; email: string; name: string; companies: string[] }[]

export type DemoEnvironment = {
  id: string
  name: EnvironmentName
  appId: string
  companyId: string
  companySlug: string
  bundleId: string
}

/** Inserts all demo staff. Companies are assigned once they exist. */
export function insertDemoStaff(db: Db, { passwordHash, createdAt }: { passwordHash: string; createdAt: Date }) {
  return db
    .insert(staff)
    .values(demoStaff.map(({ role, email, name }) => ({ role, email, name, passwordHash, createdAt })))
    .returning({ id: staff.id, name: staff.name, role: staff.role })
}

export async function assignCompanies(
  db: Db,
  { people, places }: { people: { id: string; role: Role }[]; places: DemoEnvironment[] },
) {
  for (const { role, companies: slugs } of demoStaff) {
    const person = people.find((one) => one.role === role)
    const own = places.filter((place) => slugs.some((slug) => slug === place.companySlug))
    const companyIds = new Set(own.map(({ companyId }) => companyId))
    if (person && companyIds.size)
      await db.insert(staffCompanies).values([...companyIds].map((companyId) => ({ staffId: person.id, companyId })))
  }
}
