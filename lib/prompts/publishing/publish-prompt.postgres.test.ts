import { expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { PromptContent } from '@/lib/prompts/content/content'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { approveProposal } from './decide-proposal'
import { turnOffPrompt } from './turn-off-prompt'

const times = 12
const languages = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'sv', 'da', 'fi', 'nb']

async function team({ requiresApproval = false } = {}) {
  const { db } = await testDatabase()
  const here = await promptWorkspace(db, { requiresApproval })
  const { app, company } = here
  const colleagues = await Promise.all(
    Array.from({ length: times }, () => signedIn(db, { role: 'integration_manager', companyIds: [company.id] })),
  )
  const place = { scopeKind: 'app', companyId: company.id, appId: app.id } as const
  return {
    ...here,
    colleagues,
    at: { appId: app.id, environmentName: 'sandbox' } as const,
    history: (environmentName: 'production' | 'sandbox') => revisionsAt(db, { ...place, environmentName }),
  }
}

it('saves one of many simultaneous changes to the same part, and rejects each other one as a conflict', async () => {
  const { at, colleagues, history } = await team()
  const content = (share: number): PromptContent => on({ rollout: { share, salt: '' } })
  const outcomes = await Promise.allSettled(
    colleagues.map((colleague, index) => savePrompt(colleague, { ...at, content: content((index + 1) * 1_000) })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'conflict' })
  expect(await history('sandbox')).toHaveLength(1)
})

it('saves all of many simultaneous changes to different parts, and none undoes another', async () => {
  const { at, colleagues, manager, history } = await team()
  await savePrompt(manager, { ...at, content: on() })
  const { words } = on()
  const withLanguage = (language: string) => {
    const said = { title: language, body: 'b', accept: 'a', dismiss: 'd' }
    return on({ words: { ...words, locales: { ...words.locales, [language]: said } } })
  }
  await Promise.all(
    colleagues.map((colleague, index) =>
      savePrompt(colleague, { ...at, content: withLanguage(languages[index] ?? ''), baseRevision: 1 }),
    ),
  )
  const { own } = await showPrompt(manager, at)
  expect(Object.keys(own?.words.locales ?? {}).sort()).toEqual(['en', ...languages].sort())
  expect((await history('sandbox')).map(({ number }) => number)).toEqual(
    Array.from({ length: times + 1 }, (_, index) => times + 1 - index),
  )
})

it('approves a proposal once, however many colleagues approve it at the same time', async () => {
  const { app, colleagues, manager, history } = await team({ requiresApproval: true })
  const at = { appId: app.id, environmentName: 'production' } as const
  const done = await savePrompt(manager, { ...at, content: on(), comment: 'Launch', typed: app.name })
  if (done.status !== 'proposed') throw new Error('it was saved at once')
  const outcomes = await Promise.allSettled(
    colleagues.map((colleague) => approveProposal(colleague, { ...at, proposalId: done.proposalId })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await history('production')).toHaveLength(1)
})

it('leaves the prompt off when it is turned off while others save', async () => {
  const { at, colleagues, manager } = await team()
  await savePrompt(manager, { ...at, content: on() })
  const { words } = on()
  await Promise.allSettled([
    ...colleagues.map((colleague, index) =>
      savePrompt(colleague, {
        ...at,
        content: on({ askAgain: { afterDays: index, timesMax: 3 }, words }),
        baseRevision: 1,
      }),
    ),
    turnOffPrompt(manager, at),
  ])
  expect((await showPrompt(manager, at)).effective.content.isOn).toBe(false)
})
