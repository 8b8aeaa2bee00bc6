import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { pageOfRevisions } from '@/db/queries/prompts/prompt-revisions'
import { findConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import type { StaffContext } from '@/lib/context'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { type Published, publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { signedIn } from './contexts'

export const on = (given: Partial<PromptContent> = {}): PromptContent => ({ ...offContent, isOn: true, ...given })

/** Makes a company with an app in both environments, and its integration manager. */
export async function promptWorkspace(db: Db, { requiresApproval = false } = {}) {
  const company = await makeCompany(db, { requiresApproval })
  const app = await makeApp(db, { companyId: company.id })
  const production = await makeEnvironment(db, { appId: app.id, name: 'production' })
  const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  return { company, app, production, sandbox, manager }
}

type Save = PlaceInput & {
  content: PromptContent | null
  baseRevision?: number
  comment?: string
  typed?: string
}

/** Reviews and saves a prompt, as the editor does. */
export async function savePrompt(
  ctx: StaffContext,
  { content, baseRevision = 0, comment = '', typed = '', ...place }: Save,
): Promise<Published> {
  const { hash } = await reviewPrompt(ctx, { ...place, baseRevision, content })
  return publishPrompt(ctx, { ...place, baseRevision, content, comment, confirmation: { hash, typed } })
}

/** The whole history of a level, newest first; empty if nothing was ever saved. */
export async function revisionsAt(db: Db, place: PromptPlace) {
  const row = await findConfiguration(db, place)
  return row ? pageOfRevisions(db, { configurationId: row.id, limit: 100 }) : []
}
