import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Database, Db } from '@/db/client'
import { isEmpty, loadLife } from '@/db/demo/load'
import { assignCompanies, type DemoEnvironment, demoApps, demoStaff, insertDemoStaff } from '@/db/demo/workspace'
import { deleteSession, insertSession } from '@/db/queries/staff/sessions'
import { createApp } from '@/lib/companies/create-app'
import { createCompany } from '@/lib/companies/create-company'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { saveEndpoint } from '@/lib/company-api/save-endpoint'
import type { StaffContext } from '@/lib/context'
import type { Env } from '@/lib/env'
import { rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { createKey } from '@/lib/keys/create-key'
import { hashOf } from '@/lib/secrets'
import { demoCompanyPath } from '@/lib/simulator/demo-company'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file'
import { demoPrompts } from './demo-prompts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Loads the demo workspace into an empty database, and updates the URL in demo.json at every later start. */
export async function prepareDemo({ env, database, url }: { env: Env; database: Database; url: string }) {
  // This server also hosts the demo's company API, at an address that is otherwise blocked for company APIs.
  allowCompanyApiHost(new URL(url).host)
  const kept = await readDemoFile(env.DATA_DIR)
  if (kept && kept.url !== url) await writeDemoFile(env.DATA_DIR, { ...kept, url })
  await database.db.transaction(async (db) => {
    if (!(await isEmpty(db))) return
    console.log('Loading the demo workspace…')
    const password = env.DEMO_PASSWORD ?? randomBytes(9).toString('base64url')
    const environments = await loadDemo(db, { password, url, now: new Date() })
    const staff = demoStaff.map(({ role, email }) => ({ role, email, password }))
    // Write the file before the commit: a demo with unknown passwords would be useless.
    await writeDemoFile(env.DATA_DIR, { url, staff, environments })
  })
}

export async function loadDemo(db: Db, { password, url, now }: { password: string; url: string; now: Date }) {
  const createdAt = new Date(now.getTime() - 220 * dayMs)
  const people = await insertDemoStaff(db, { passwordHash: await hash(password), createdAt })
  const { places, environments } = await asAdmin(db, { people, now }, (admin) => makeWorkspace(admin, { url }))
  await assignCompanies(db, { people, places })
  const author = people.find(({ role }) => role === 'integration_manager')
  await loadLife(db, { places, author, prompts: demoPrompts, now })
  return environments
}

type As = { people: { id: string; role: string }[]; now: Date }

/** Staff commands need a session, so the demo's admin has one until the workspace is created. */
async function asAdmin<Result>(db: Db, { people, now }: As, act: (admin: StaffContext) => Promise<Result>) {
  const token = randomBytes(32).toString('base64url')
  const [admin] = people.filter(({ role }) => role === 'admin')
  if (!admin) throw new Error('the demo has no admin')
  const tokenHash = hashOf(token)
  await insertSession(db, { staffId: admin.id, tokenHash, expiresAt: new Date(now.getTime() + minuteMs) })
  const ctx = await contextForSession(db, { token, requestId: 'demo' })
  if (!ctx) throw new Error('the demo’s admin couldn’t sign in')
  const result = await act(ctx)
  await deleteSession(db, { tokenHash })
  return result
}

type Made = { places: DemoEnvironment[]; environments: DemoFile['environments'] }

/** Creates the demo's companies, apps, keys, and settings through staff commands. */
async function makeWorkspace(admin: StaffContext, { url }: { url: string }): Promise<Made> {
  const made: Made = { places: [], environments: [] }
  for (const { company, app } of demoApps) {
    const { id: companyId } = await createCompany(admin, company)
    const { id: appId, environments } = await createApp(admin, { ...app, companyId, apnsServer: 'simulator' })
    for (const { id, name } of environments) {
      made.environments.push({
        company: company.slug,
        app: app.slug,
        environment: name,
        ...(await setUp(admin, id, url)),
      })
      made.places.push({ id, name, appId, companyId, companySlug: company.slug, bundleId: app.bundleId })
    }
  }
  return made
}

async function setUp(admin: StaffContext, environmentId: string, url: string) {
  const { secret: identitySecret } = await rotateIdentitySecret(admin, { environmentId })
  const app = await createKey(admin, { environmentId, kind: 'publishable', name: 'App' })
  const platform = await createKey(admin, { environmentId, kind: 'secret', name: 'Chat platform' })
  await saveEndpoint(admin, { environmentId, url: `${url}${demoCompanyPath}`, usedFor: 'uuid' })
  return { publishableKey: app.key, secretKey: platform.key, identitySecret }
}
