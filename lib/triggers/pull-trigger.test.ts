import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import type { PromptContent } from '@/lib/prompts/content/content'
import { noSchedule } from '@/lib/prompts/content/schedule'
import { pauseRollout } from '@/lib/prompts/publishing/pause-rollout'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { createTrigger } from './create-trigger'
import { listTriggers } from './list-triggers'
import { pullTrigger } from './pull-trigger'
import { revokeTrigger } from './revoke-trigger'
import type { TriggerAct } from './trigger-view'

const hourMs = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()
const tokenOf = (path: string) => path.split('/').at(-1) ?? ''
const pull = (db: Db, token: string) => pullTrigger(db, { token, requestId: 'test', ip: '192.0.2.1' })

async function withTrigger(db: Db, act: TriggerAct, given: Partial<PromptContent> = {}) {
  const place = await promptWorkspace(db)
  const at = { appId: place.app.id, environmentName: 'sandbox' } as const
  await savePrompt(place.manager, { ...at, content: on(given) })
  const environmentId = place.sandbox.id
  const { trigger, path } = await createTrigger(place.manager, { environmentId, name: 'Alertmanager', act })
  const revisions = () => revisionsAt(db, { scopeKind: 'app', companyId: place.company.id, ...at })
  return { ...place, at, environmentId, trigger, token: tokenOf(path), revisions }
}

describe('a trigger that turns the prompt off', () => {
  it('does so once, in its own name, and returns the same result on a repeat', () =>
    inRollback(async (db) => {
      const { manager, token, trigger, revisions, environmentId } = await withTrigger(db, 'turn_off')
      const done = { name: 'Alertmanager', act: 'turn_off', revision: 2 }
      expect(await pull(db, token)).toEqual(done)
      expect(await pull(db, token)).toEqual(done)
      const [saved] = await revisions()
      const authorName = `Alertmanager, trigger of ${manager.staff.name}`
      expect(saved).toMatchObject({ number: 2, kind: 'off', authorId: null, authorName, content: { isOn: false } })
      const entries = await entriesAbout(db, { subjectKind: 'prompt', subjectId: saved?.configurationId ?? '' })
      const [entry] = entries.filter(({ action }) => action === 'prompt.turn_off')
      expect(entry).toMatchObject({ actorKind: 'trigger', actorId: trigger.id, actorName: authorName, ip: '192.0.2.1' })
      expect(entries).toHaveLength(2)
      const [listed] = await listTriggers(manager, { environmentId })
      expect(listed?.lastUsedAt).toBeInstanceOf(Date)
      expect(JSON.stringify([listed, entries])).not.toContain(token)
    }))

  it('affects only its own environment, and works immediately even where changes need approval', () =>
    inRollback(async (db) => {
      const { app, manager, production } = await promptWorkspace(db, { requiresApproval: true })
      await savePrompt(manager, { appId: app.id, environmentName: 'sandbox', content: on() })
      const made = await createTrigger(manager, { environmentId: production.id, name: 'A', act: 'turn_off' })
      await pull(db, tokenOf(made.path))
      const shown = (environmentName: 'sandbox' | 'production') =>
        showPrompt(manager, { appId: app.id, environmentName })
      expect((await shown('production')).own).toMatchObject({ isOn: false })
      expect((await shown('sandbox')).own).toMatchObject({ isOn: true })
    }))

  it('is not found once revoked, like an unknown trigger', () =>
    inRollback(async (db) => {
      const { manager, token, trigger, environmentId, revisions } = await withTrigger(db, 'turn_off')
      await revokeTrigger(manager, { environmentId, triggerId: trigger.id })
      const told: unknown[] = []
      for (const wrong of [token, `tr_${'x'.repeat(43)}`, 'tr_', `${token}a`, ''])
        await pull(db, wrong).catch(({ reason, message }) => told.push([reason, message]))
      expect(told).toHaveLength(5)
      expect(new Set(told.map(String)).size).toBe(1)
      expect(told[0]).toMatchObject(['not-found', expect.any(String)])
      expect(await revisions()).toHaveLength(1)
    }))

  it('is rate-limited, and says for how long', () =>
    inRollback(async (db) => {
      const { token } = await withTrigger(db, 'turn_off')
      for (let call = 0; call < 10; call += 1) await pull(db, token)
      await expect(pull(db, token)).rejects.toMatchObject({
        reason: 'too-many',
        details: { retryAfterSeconds: expect.any(Number) },
      })
    }))
})

describe('a trigger that pauses the rollout', () => {
  const steps = () => [
    { at: inHours(-1), share: 25_000 },
    { at: inHours(24), share: 50_000 },
  ]

  it('keeps the current share and removes later steps, once', () =>
    inRollback(async (db) => {
      const [past] = steps()
      const schedule = { ...noSchedule, endsAt: inHours(90), steps: steps() }
      const rollout = { share: 10_000, salt: '' }
      const { token, revisions } = await withTrigger(db, 'pause_rollout', { rollout, schedule })
      const { revision } = await pull(db, token)
      expect((await pull(db, token)).revision).toBe(revision)
      const [saved] = await revisions()
      const left = { isOn: true, rollout, schedule: { endsAt: schedule.endsAt, steps: [past] } }
      expect(saved).toMatchObject({ number: revision, kind: 'pause', content: left })
    }))

  it('keeps a rollout that has not begun at 0%', () =>
    inRollback(async (db) => {
      const schedule = { ...noSchedule, startsAt: inHours(1), steps: [{ at: inHours(2), share: 50_000 }] }
      const { token, revisions } = await withTrigger(db, 'pause_rollout', { schedule })
      await pull(db, token)
      const left = { rollout: { share: 0 }, schedule: { startsAt: schedule.startsAt, steps: [] } }
      expect((await revisions())[0]).toMatchObject({ kind: 'pause', content: left })
    }))

  it('pauses again after someone resumed', () =>
    inRollback(async (db) => {
      const schedule = { ...noSchedule, steps: [{ at: inHours(24), share: 50_000 }] }
      const { manager, at, token, revisions } = await withTrigger(db, 'pause_rollout', { schedule })
      await pull(db, token)
      const change = { ...at, baseRevision: 2, content: on({ schedule }) }
      const { hash } = await reviewPrompt(manager, change)
      await publishPrompt(manager, { ...change, confirmation: { hash } })
      expect((await pull(db, token)).revision).toBe(4)
      expect((await revisions())[0]).toMatchObject({ kind: 'pause', content: { schedule: { steps: [] } } })
    }))

  it.each<[string, Partial<PromptContent>]>([
    ['has no step to come', { schedule: { ...noSchedule, steps: [{ at: inHours(-1), share: 50_000 }] } }],
    ['is off', { isOn: false, schedule: { ...noSchedule, steps: steps() } }],
    ['has ended', { schedule: { ...noSchedule, endsAt: inHours(-1) } }],
  ])('says that there is no rollout to pause if the prompt %s', (_, content) =>
    inRollback(async (db) => {
      const { token, revisions } = await withTrigger(db, 'pause_rollout', content)
      await expect(pull(db, token)).rejects.toMatchObject({ reason: 'conflict', message: /no rollout to pause/ })
      expect(await revisions()).toHaveLength(1)
    }),
  )
})

it('a person with the same permission pauses with pauseRollout, which works only once', () =>
  inRollback(async (db) => {
    const schedule = { ...noSchedule, steps: [{ at: inHours(24), share: 50_000 }] }
    const { manager, company, at } = await withTrigger(db, 'turn_off', { schedule })
    const support = await signedIn(db, { role: 'support', companyIds: [company.id] })
    await expect(pauseRollout(support, at)).rejects.toMatchObject({ reason: 'forbidden' })
    expect(await showPrompt(manager, at)).toMatchObject({ mayTurnOff: true, hasRolloutAhead: true })
    expect(await pauseRollout(manager, at)).toEqual({ revision: 2 })
    expect(await showPrompt(manager, at)).toMatchObject({ hasRolloutAhead: false })
    await expect(pauseRollout(manager, at)).rejects.toMatchObject({ reason: 'conflict' })
  }))

describe('creating and revoking a trigger', () => {
  it.each(['support', 'viewer'] as const)('is denied to the role %s, and to managers of other companies', (role) =>
    inRollback(async (db) => {
      const { company, environmentId, trigger } = await withTrigger(db, 'turn_off')
      const lesser = await signedIn(db, { role, companyIds: [company.id] })
      const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
      for (const [ctx, reason] of [
        [lesser, 'forbidden'],
        [stranger, 'not-found'],
      ] as const) {
        const made = createTrigger(ctx, { environmentId, name: 'A', act: 'turn_off' })
        await expect(made).rejects.toMatchObject({ reason })
        await expect(revokeTrigger(ctx, { environmentId, triggerId: trigger.id })).rejects.toMatchObject({ reason })
      }
    }),
  )

  it('is limited to twenty active triggers', () =>
    inRollback(async (db) => {
      const { manager, sandbox } = await promptWorkspace(db)
      const given = { environmentId: sandbox.id, name: 'A', act: 'turn_off' } as const
      for (let made = 0; made < 20; made += 1) await createTrigger(manager, given)
      await expect(createTrigger(manager, given)).rejects.toMatchObject({ reason: 'conflict', message: /20 triggers/ })
    }))
})
