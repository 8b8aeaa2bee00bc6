import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { promptLevels } from '@/db/queries/health'
import { appendRevision, lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { inRollback, testDatabase } from '@/db/testing'
import { promptStateAt } from '@/lib/companies/effective-prompts'
import { promptMatrix } from '@/lib/prompts/prompt-matrix'
import { PromptStore } from '@/lib/prompts/serving/store'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace } from '@/lib/testing/prompt-workspace'

const stop = on({ isOn: false, stopsBelow: true })
const newer = { ...on(), schema: 2 }

/** What is configured at each level, and which level applies to the app. */
const cases: { set: Partial<Record<PromptPlace['scopeKind'], unknown>>; source: string; isStopped?: boolean }[] = [
  { set: { platform: on() }, source: 'platform' },
  { set: { platform: on(), company: on() }, source: 'company' },
  { set: { platform: on(), company: on(), app: on() }, source: 'app' },
  { set: { platform: on(), company: null, app: null }, source: 'platform' },
  { set: { platform: stop, company: on(), app: on() }, source: 'platform', isStopped: true },
  { set: { company: stop, app: on() }, source: 'company', isStopped: true },
  { set: { platform: on(), app: newer }, source: 'app' },
  { set: { company: { ...stop, schema: 2 }, app: on() }, source: 'company', isStopped: true },
]

it.each(cases)(
  'phones and every page agree on the effective prompt: $source of $set',
  ({ set, source, isStopped = false }) =>
    inRollback(async (db) => {
      const { company, app, sandbox } = await promptWorkspace(db)
      const admin = await signedIn(db, { role: 'admin' })
      const environmentName = 'sandbox' as const
      const places = {
        platform: { scopeKind: 'platform', environmentName, companyId: null, appId: null },
        company: { scopeKind: 'company', environmentName, companyId: company.id, appId: null },
        app: { scopeKind: 'app', environmentName, companyId: company.id, appId: app.id },
      } as const
      for (const scopeKind of ['platform', 'company', 'app'] as const)
        if (scopeKind in set) await write(db, places[scopeKind], set[scopeKind])

      const deaf = { ...(await testDatabase()), db, hear: async () => async () => undefined }
      const store = await PromptStore.start(deaf)
      const phones = store.for({
        id: sandbox.id,
        name: environmentName,
        appId: app.id,
        companyId: company.id,
      }).effective
      await store.stop()
      const page = await showPrompt(admin, { appId: app.id, environmentName })
      const { cells } = await promptMatrix(admin, {})
      const cell = cells.find(({ environmentId }) => environmentId === sandbox.id)
      const state = promptStateAt(await promptLevels(db), {
        companyId: company.id,
        appId: app.id,
        name: environmentName,
      })
      const expected = { source, isStopped }
      expect({ phones, page: page.effective, cell, state }).toMatchObject({
        phones: expected,
        page: expected,
        cell: expected,
        state: expected,
      })
    }),
)

/** Inserts stored content as an older or newer version could have saved it. */
async function write(db: Db, place: PromptPlace, content: unknown) {
  const configuration = await lockConfiguration(db, place)
  const revision = { content, kind: 'save', authorName: 'Anyone' } as const
  await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
}
