import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../client'
import { apps, companies, type EnvironmentName, environments } from '../schema/companies'
import { apiKeys, companyEndpoints } from '../schema/credentials'
import { type Role, staff, staffCompanies } from '../schema/staff'

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

export type DemoKey = {
  kind: 'publishable' | 'secret'
  name: string
  keyHash: string
  prefix: string
  lastFour: string
  publishableKey: string | null
}

/** What only the caller can make: hashes and encrypted secrets. */
export type DemoSecrets = {
  passwordHash: string
  identitySecret: (environmentId: string) => string
  keys: (place: { companySlug: string; appSlug: string; environmentName: EnvironmentName }) => DemoKey[]
  endpoint: { url: string; signingSecret: (environmentId: string) => string }
}

export type DemoEnvironment = {
  id: string
  name: EnvironmentName
  appId: string
  companyId: string
  companySlug: string
  bundleId: string
}

export async function insertWorkspace(db: Db, secrets: DemoSecrets, createdAt: Date) {
  const places: DemoEnvironment[] = []
  for (const { company, app } of demoApps) {
    const companyId = uuidv7({ msecs: createdAt.getTime() })
    const appId = uuidv7({ msecs: createdAt.getTime() })
    await db.insert(companies).values({ ...company, id: companyId, createdAt })
    await db.insert(apps).values({ ...app, id: appId, companyId, createdAt })
    for (const name of ['production', 'sandbox'] as const) {
      const id = uuidv7({ msecs: createdAt.getTime() })
      await db.insert(environments).values({
        id,
        appId,
        name,
        apnsServer: 'simulator',
        requiresIdentity: name === 'production',
        identitySecret: secrets.identitySecret(id),
        createdAt,
      })
      const keys = secrets.keys({ companySlug: company.slug, appSlug: app.slug, environmentName: name })
      if (keys.length) await db.insert(apiKeys).values(keys.map((key) => ({ ...key, environmentId: id, createdAt })))
      await db.insert(companyEndpoints).values({
        environmentId: id,
        url: secrets.endpoint.url,
        signingSecret: secrets.endpoint.signingSecret(id),
        createdAt,
        updatedAt: createdAt,
      })
      places.push({ id, name, appId, companyId, companySlug: company.slug, bundleId: app.bundleId })
    }
  }
  const people = await insertStaff(db, secrets, places, createdAt)
  return { places, people }
}

async function insertStaff(db: Db, { passwordHash }: DemoSecrets, places: DemoEnvironment[], createdAt: Date) {
  const people = await db
    .insert(staff)
    .values(demoStaff.map(({ role, email, name }) => ({ role, email, name, passwordHash, createdAt })))
    .returning({ id: staff.id, name: staff.name, role: staff.role })
  for (const { role, companies: slugs } of demoStaff) {
    const person = people.find((one) => one.role === role)
    const companyIds = new Set(
      places.filter((place) => slugs.some((slug) => slug === place.companySlug)).map((place) => place.companyId),
    )
    if (person && companyIds.size)
      await db.insert(staffCompanies).values([...companyIds].map((companyId) => ({ staffId: person.id, companyId })))
  }
  return people
}
