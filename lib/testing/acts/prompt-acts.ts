import type { Db } from '@/db/client'
import { noSchedule } from '@/lib/prompts/content/schedule'
import { exportPrompt } from '@/lib/prompts/export-prompt'
import { uploadList } from '@/lib/prompts/lists/upload-list'
import { managePromptFrom, stopManagingPrompt } from '@/lib/prompts/managed-from'
import { changeApps, reviewApps } from '@/lib/prompts/publishing/change-apps'
import { approveProposal, closeProposal } from '@/lib/prompts/publishing/decide-proposal'
import { pauseRollout } from '@/lib/prompts/publishing/pause-rollout'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { undoPrompt } from '@/lib/prompts/publishing/undo-prompt'
import { readImport } from '@/lib/prompts/read-import'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { type Act, aSentence } from './act'

const file = { repository: 'git.example.com/settings', file: 'pushdesk/northwind-bank.yaml' }

/** An app's prompt, saved once. */
async function saved(db: Db) {
  const { app, company, manager: ctx } = await promptWorkspace(db)
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  await savePrompt(ctx, { ...at, content: on() })
  return { ctx, at, company, app }
}

/** A production change that waits for approval, and the second person. */
async function proposed(db: Db) {
  const { app, company, manager: author } = await promptWorkspace(db, { requiresApproval: true })
  const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'production' } as const
  const done = await savePrompt(author, { ...at, content: on(), comment: 'Launch', typed: app.name })
  return { ctx, author, at, proposalId: done.status === 'proposed' ? done.proposalId : '' }
}

const newer = on({ sdkVersionMin: '3.0.0' })

export const promptActs: Act[] = [
  {
    verb: 'publishPrompt',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      const change = { ...at, baseRevision: 1, content: newer }
      const { hash } = await reviewPrompt(ctx, change)
      return { ctx, act: () => publishPrompt(ctx, { ...change, confirmation: { hash } }), before: { revision: 1 } }
    },
    again: aSentence,
  },
  {
    verb: 'publishPrompt',
    what: 'where a second person has to agree',
    async arrange(db) {
      const { app, manager: ctx } = await promptWorkspace(db, { requiresApproval: true })
      const change = { appId: app.id, environmentName: 'production', baseRevision: 0, content: newer } as const
      const { hash } = await reviewPrompt(ctx, change)
      const sure = { comment: 'Launch', confirmation: { hash, typed: app.name } }
      return { ctx, act: () => publishPrompt(ctx, { ...change, ...sure }), before: { revision: 0 } }
    },
    again: /has already proposed this change/,
  },
  {
    verb: 'turnOffPrompt',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      return { ctx, act: () => turnOffPrompt(ctx, at), before: { revision: 1, isOn: true, stopsBelow: false } }
    },
    again: aSentence,
  },
  {
    verb: 'pauseRollout',
    async arrange(db) {
      const { app, manager: ctx } = await promptWorkspace(db)
      const at = { appId: app.id, environmentName: 'sandbox' } as const
      const steps = [{ at: new Date(Date.now() + 86_400_000).toISOString(), share: 50_000 }]
      await savePrompt(ctx, { ...at, content: on({ schedule: { ...noSchedule, steps } }) })
      return { ctx, act: () => pauseRollout(ctx, at), before: { revision: 1 } }
    },
    again: aSentence,
  },
  {
    verb: 'managePromptFrom',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      const act = () => managePromptFrom(ctx, { ...at, ...file })
      return { ctx, act, before: { repository: null, file: null, revision: null } }
    },
    again: aSentence,
  },
  {
    verb: 'stopManagingPrompt',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      await managePromptFrom(ctx, { ...at, ...file })
      return { ctx, act: () => stopManagingPrompt(ctx, at), before: { ...file, revision: 1 } }
    },
    again: aSentence,
  },
  {
    verb: 'undoPrompt',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      return { ctx, act: () => undoPrompt(ctx, { ...at, revision: 1 }), before: { revision: 1 } }
    },
    again: aSentence,
  },
  {
    verb: 'changeApps',
    async arrange(db) {
      const { ctx, company, app } = await saved(db)
      const edit = { kind: 'off' as const }
      const change = { companyId: company.id, environmentName: 'sandbox' as const, appIds: [app.id], edit }
      const { hash } = await reviewApps(ctx, change)
      return { ctx, act: () => changeApps(ctx, { ...change, confirmation: { hash } }), before: { revision: 1 } }
    },
    again: aSentence,
  },
  {
    verb: 'changeApps',
    what: 'where a second person has to agree',
    async arrange(db) {
      const { company, app, manager: ctx } = await promptWorkspace(db, { requiresApproval: true })
      const edit = { kind: 'on' as const, share: 100_000 }
      const change = { companyId: company.id, environmentName: 'production' as const, appIds: [app.id], edit }
      const { hash, typed } = await reviewApps(ctx, change)
      const sure = { comment: 'Launch', confirmation: { hash, typed: typed ?? '' } }
      return { ctx, act: () => changeApps(ctx, { ...change, ...sure }), before: { revision: 0 } }
    },
    again: /has already proposed this change/,
  },
  {
    verb: 'approveProposal',
    async arrange(db) {
      const { ctx, at, proposalId } = await proposed(db)
      return { ctx, act: () => approveProposal(ctx, { ...at, proposalId }), before: { revision: 0 } }
    },
    again: aSentence,
  },
  {
    verb: 'closeProposal',
    async arrange(db) {
      const { ctx, author, at, proposalId } = await proposed(db)
      return {
        ctx,
        act: () => closeProposal(ctx, { ...at, proposalId }),
        before: { status: 'open', proposedBy: author.staff.name },
      }
    },
    again: aSentence,
  },
  {
    verb: 'uploadList',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      return { ctx, act: () => uploadList(ctx, { ...at, name: 'VIP', text: 'anna\nben' }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'readImport',
    async arrange(db) {
      const { ctx, at } = await saved(db)
      const text = JSON.stringify(await exportPrompt(ctx, at))
      return { ctx, act: () => readImport(ctx, { ...at, text }) }
    },
    again: 'makes another one',
  },
]
