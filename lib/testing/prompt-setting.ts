import { announce } from '@/db/announce'
import { makeApiKey, makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { appendRevision, lockConfiguration } from '@/db/queries/prompts/prompts'
import { testDatabase } from '@/db/testing'
import type { PromptContent } from '@/lib/prompts/content/content'
import { promptRuntime } from '@/lib/prompts/serving/runtime'
import { encrypt } from '@/lib/secrets'

export type PromptSetting = Awaited<ReturnType<typeof promptSetting>>

/**
 * Makes a committed environment for tests that need a listening gateway. `set` saves its app's prompt and announces it.
 */
export async function promptSetting({ requiresIdentity = false }: { requiresIdentity?: boolean } = {}) {
  const database = await testDatabase()
  const { db } = database
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, {
    appId: app.id,
    name: 'sandbox',
    requiresIdentity,
    identitySecret: encrypt('secret', 'environments.identity_secret:unset'),
  })
  const { key } = await makeApiKey(db, { environmentId: environment.id, kind: 'publishable' })
  return {
    database,
    company,
    app,
    environment,
    publishableKey: key,
    /** When the promise resolves, this process has loaded the change. */
    async set(content: PromptContent | null) {
      await db.transaction(async (tx) => {
        const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
        const configuration = await lockConfiguration(tx, place)
        const revision = { content, kind: 'save', authorName: 'Test' } as const
        await appendRevision(tx, { configuration, revision, scheduleFiredUntil: new Date() })
        await announce(tx, { kind: 'prompt', environmentName: 'sandbox', companyId: company.id, appId: app.id })
      })
      await (await promptRuntime(database)).store.refresh()
    },
  }
}
