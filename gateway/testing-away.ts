import { Client } from 'pg'
import { makeApiKey, makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import type { Database } from '@/lib/context'
import { offContent } from '@/lib/prompts/content/content'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { signedIn } from '@/lib/testing/contexts'

/** Creates a workspace for a gateway under test, and saves its prompt from another process. */
export async function awayWorkspace({ db }: Database) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  const newKey = async (kind: 'publishable' | 'secret') =>
    (await makeApiKey(db, { environmentId: environment.id, kind })).key
  let revision = 0
  return {
    environmentId: environment.id,
    slugs: { company: company.slug, app: app.slug },
    pk: await newKey('publishable'),
    sk: await newKey('secret'),
    newKey,
    /** Saves the next revision from a process other than the gateway. Returns its number. */
    async save() {
      const content = { ...offContent, isOn: true, rollout: { share: 100_000, salt: String(revision) } }
      const { hash } = await reviewPrompt(manager, { ...at, baseRevision: revision, content })
      await publishPrompt(manager, { ...at, baseRevision: revision, content, confirmation: { hash } })
      revision += 1
      return revision
    },
  }
}

export async function onServer(url: string, ...statements: string[]) {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  return client
}
