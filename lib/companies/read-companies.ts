import { z } from 'zod'
import { appsBySlug, companiesBySlug } from '@/db/queries/slugs'
import { apnsServers } from '@/db/schema/companies'
import { environmentNames } from '@/db/schema/values'
import { query } from '@/lib/command'
import { archivedToo, inCompany, nothingHere, onPlatform } from '@/lib/scope'
import { companyFacts } from './company-facts'
import { MessageTextDays } from './message-text-days'

const Time = z.iso.datetime()
export const ApnsServerField = z.enum(apnsServers)
export const EnvironmentNameField = z.enum(environmentNames)

/** A company as the API shows it. */
export const Company = z
  .object({
    id: z.uuid(),
    slug: z.string().meta({ examples: ['northwind-bank'] }),
    name: z.string().meta({ examples: ['Northwind Bank'] }),
    requiresApproval: z
      .boolean()
      .meta({ description: 'A prompt change in production needs a second person’s approval.' }),
    approvalEndAskedBy: z.string().nullable().meta({
      description: 'The admin who asked to turn approval off. It turns off when another admin asks too.',
    }),
    approvalEndAskedByYou: z.boolean().meta({
      description: 'The service token of this call belongs to that admin, so a different admin must agree.',
    }),
    messageTextDays: MessageTextDays,
    archivedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'Company' })

export const App = z
  .object({
    id: z.uuid(),
    slug: z.string().meta({ examples: ['ios-banking'] }),
    name: z.string().meta({ examples: ['iOS Banking'] }),
    bundleId: z.string().meta({ description: 'Also the APNs topic.', examples: ['com.northwind.banking'] }),
    archivedAt: Time.nullable(),
    createdAt: Time,
    environments: z.array(
      z.object({
        id: z.uuid(),
        name: EnvironmentNameField,
        apnsServer: ApnsServerField,
        requiresIdentity: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'App' })

/** Every company that the caller can access, including archived ones, by slug. */
export const readCompanies = query('company.read', onPlatform({}), async ({ db, staff }) =>
  (await companiesBySlug(db, staff)).map((company) => companyFacts(company, staff)),
)

/** One company, archived or not. */
export const readCompany = query(
  'company.read',
  inCompany(archivedToo),
  async ({ db, staff, input: { companyId } }) => {
    const [company] = await companiesBySlug(db, { companyIds: [companyId] })
    if (!company) throw nothingHere()
    return companyFacts(company, staff)
  },
)

/** The company's apps with their environments, including archived ones, by slug. */
export const readApps = query('company.read', inCompany(archivedToo), async ({ db, input: { companyId } }) => {
  const apps = new Map<string, AppOf>()
  for (const { app, environment } of await appsBySlug(db, { companyId })) {
    const { companyId: _, ...facts } = app
    const known = apps.get(app.id) ?? { ...facts, environments: [] }
    known.environments.push(environment)
    apps.set(app.id, known)
  }
  return [...apps.values()]
})

type Row = Awaited<ReturnType<typeof appsBySlug>>[number]
type AppOf = Omit<Row['app'], 'companyId'> & { environments: Row['environment'][] }
