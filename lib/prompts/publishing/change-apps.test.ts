import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeEnvironment } from '@/db/factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { type AppsEdit, changeApps, reviewApps } from './change-apps'
import { sharesFrom } from './share-over-time'

type Name = 'production' | 'sandbox'

/** A company with three apps. The second has its own configuration in the sandbox. */
async function threeApps(db: Db, given: { requiresApproval?: boolean } = {}) {
  const here = await promptWorkspace(db, given)
  const { company, manager } = here
  const apps = [here.app, await makeApp(db, { companyId: company.id }), await makeApp(db, { companyId: company.id })]
  for (const { id } of apps.slice(1))
    for (const name of ['production', 'sandbox'] as const) await makeEnvironment(db, { appId: id, name })
  const [, second] = apps
  const own = on({ sdkVersionMin: '3.2.0', rollout: { share: 20_000, salt: '' } })
  await savePrompt(manager, { appId: second?.id ?? '', environmentName: 'sandbox', content: own })
  const place = (environmentName: Name) => (appId: string) =>
    ({ scopeKind: 'app', environmentName, companyId: company.id, appId }) as const
  return {
    ...here,
    appIds: apps.map(({ id }) => id),
    input: (edit: AppsEdit, environmentName: Name = 'sandbox') => ({
      companyId: company.id,
      environmentName,
      appIds: apps.map(({ id }) => id),
      edit,
    }),
    numbers: async (environmentName: Name = 'sandbox') =>
      Promise.all(apps.map(async ({ id }) => (await revisionsAt(db, place(environmentName)(id))).length)),
    newest: async (environmentName: Name = 'sandbox') =>
      Promise.all(apps.map(async ({ id }) => (await revisionsAt(db, place(environmentName)(id)))[0])),
  }
}

it('shows before the change whom it would reach, app by app', () =>
  inRollback(async (db) => {
    const { manager, input, sandbox, app } = await threeApps(db)
    const client = (targetingKey: string) => ({
      environmentId: sandbox.id,
      targetingKey,
      context: { sdkVersion: '3.2.0' },
      revision: 'none:0',
      value: 'off' as const,
      lastAt: new Date(),
    })
    await putClients(db, { clients: [client('one'), client('two')] })
    const { apps } = await reviewApps(manager, input({ kind: 'on', share: 100_000 }))
    const told = apps.map(({ appName, clients: { seen, gained, lost } }) => ({ appName, seen, gained, lost }))
    expect(told).toContainEqual({ appName: app.name, seen: 2, gained: 2, lost: 0 })
    expect(told.filter(({ seen }) => seen === 0)).toHaveLength(2)
  }))

it('gives each app its own revision and audit entry, and keeps the rest of its configuration', () =>
  inRollback(async (db) => {
    const { manager, input, numbers, newest, appIds } = await threeApps(db)
    const edit = input({ kind: 'on', share: 50_000 })
    const { apps, hash, typed } = await reviewApps(manager, edit)
    expect(apps).toHaveLength(3)
    expect(typed).toBeNull()
    expect(await numbers()).toEqual([0, 1, 0])
    const done = await changeApps(manager, { ...edit, comment: 'Half', confirmation: { hash } })
    expect(await numbers()).toEqual([1, 2, 1])
    const saved = await newest()
    expect(done.proposed).toEqual([])
    expect(new Map(done.saved.map(({ appId, revision }) => [appId, revision]))).toEqual(
      new Map(appIds.map((id, index) => [id, saved[index]?.number])),
    )
    for (const revision of saved)
      expect(revision).toMatchObject({
        content: { isOn: true, rollout: { share: 50_000 } },
        comment: 'Half',
        authorId: manager.staff.id,
      })
    expect(saved[1]?.content).toMatchObject({ sdkVersionMin: '3.2.0' })
    for (const revision of saved) {
      const about = { subjectKind: 'prompt', subjectId: revision?.configurationId ?? '' }
      expect((await entriesAbout(db, about))[0]).toMatchObject({
        action: 'prompt.publish',
        comment: 'Half',
        after: { revision: revision?.number },
      })
    }
  }))

it('names and skips the apps that already match, and rejects a change if all of them do', () =>
  inRollback(async (db) => {
    const { manager, input, numbers } = await threeApps(db)
    const inherit = input({ kind: 'inherit' })
    const { apps, unchanged, hash } = await reviewApps(manager, inherit)
    expect(apps).toHaveLength(1)
    expect(unchanged).toHaveLength(2)
    expect(unchanged).not.toContain(apps[0]?.appName)
    expect((await changeApps(manager, { ...inherit, confirmation: { hash } })).saved).toHaveLength(1)
    expect(await numbers()).toEqual([0, 2, 0])
    expect(await reviewApps(manager, inherit)).toMatchObject({ apps: [], unchanged: { length: 3 } })
    await expect(changeApps(manager, { ...inherit, confirmation: { hash } })).rejects.toMatchObject({
      reason: 'invalid',
    })
  }))

it('changes no app if one of them was changed since the review', () =>
  inRollback(async (db) => {
    const { manager, input, numbers, appIds } = await threeApps(db)
    const edit = input({ kind: 'on', share: 50_000 })
    const { hash } = await reviewApps(manager, edit)
    await savePrompt(manager, {
      appId: appIds[2] ?? '',
      environmentName: 'sandbox',
      content: on({ askAgain: { afterDays: 1, timesMax: 1 } }),
    })
    await expect(changeApps(manager, { ...edit, confirmation: { hash } })).rejects.toMatchObject({
      code: 'not_reviewed',
    })
    expect(await numbers()).toEqual([0, 1, 1])
  }))

it('accepts only the edit and the apps of the review', () =>
  inRollback(async (db) => {
    const { manager, input, numbers, appIds } = await threeApps(db)
    const edit = input({ kind: 'on', share: 50_000 })
    const { hash } = await reviewApps(manager, edit)
    const refused = { code: 'not_reviewed' }
    const all = { ...input({ kind: 'on', share: 100_000 }), confirmation: { hash } }
    await expect(changeApps(manager, all)).rejects.toMatchObject(refused)
    const fewer = { ...edit, appIds: appIds.slice(1), confirmation: { hash } }
    await expect(changeApps(manager, fewer)).rejects.toMatchObject(refused)
    expect(await numbers()).toEqual([0, 1, 0])
  }))

it('requires a comment and the number of apps in production, but neither to turn off', () =>
  inRollback(async (db) => {
    const { manager, input, numbers } = await threeApps(db)
    const edit = input({ kind: 'on', share: 100_000 }, 'production')
    const { hash, typed } = await reviewApps(manager, edit)
    expect(typed).toBe('3 apps')
    const confirmed = { ...edit, confirmation: { hash, typed: '3 apps' } }
    await expect(changeApps(manager, confirmed)).rejects.toMatchObject({ fields: { comment: [expect.any(String)] } })
    const commented = { ...edit, comment: 'Launch', confirmation: { hash, typed: '2 apps' } }
    await expect(changeApps(manager, commented)).rejects.toMatchObject({
      fields: { 'confirmation.typed': [expect.stringContaining('3 apps')] },
    })
    expect(await numbers('production')).toEqual([0, 0, 0])
    await changeApps(manager, { ...confirmed, comment: 'Launch' })
    expect(await numbers('production')).toEqual([1, 1, 1])
    const off = input({ kind: 'off' }, 'production')
    const review = await reviewApps(manager, off)
    expect(review.typed).toBeNull()
    await changeApps(manager, { ...off, confirmation: { hash: review.hash } })
    expect(await numbers('production')).toEqual([2, 2, 2])
  }))

it('proposes the change of each production app if the company requires approval', () =>
  inRollback(async (db) => {
    const { manager, input, numbers, appIds } = await threeApps(db, { requiresApproval: true })
    const edit = input({ kind: 'on', share: 100_000 }, 'production')
    const { hash } = await reviewApps(manager, edit)
    const sure = { comment: 'Launch', confirmation: { hash, typed: '3 apps' } }
    expect(await changeApps(manager, { ...edit, ...sure })).toMatchObject({ saved: [], proposed: { length: 3 } })
    expect(await numbers('production')).toEqual([0, 0, 0])
    for (const appId of appIds) {
      const { proposals } = await showPrompt(manager, { appId, environmentName: 'production' })
      expect(proposals).toEqual([expect.objectContaining({ comment: 'Launch', authorId: manager.staff.id })])
    }
  }))

it.each(['support', 'viewer'] as const)('lets %s review but change nothing', (role) =>
  inRollback(async (db) => {
    const { company, manager, input, numbers } = await threeApps(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    const edit = input({ kind: 'off' })
    const { hash } = await reviewApps(lesser, edit)
    expect(hash).toBe((await reviewApps(manager, edit)).hash)
    await expect(changeApps(lesser, { ...edit, confirmation: { hash } })).rejects.toMatchObject({ reason: 'forbidden' })
    expect(await numbers()).toEqual([0, 1, 0])
  }),
)

it('turns on for exactly the chosen percentage, even if a ramp had reached another', () =>
  inRollback(async (db) => {
    const { app, manager, input } = await threeApps(db)
    const steps = [
      { at: new Date(Date.now() - 3_600_000).toISOString(), share: 50_000 },
      { at: new Date(Date.now() + 3_600_000).toISOString(), share: 100_000 },
    ]
    const schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps }
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    await savePrompt(manager, { ...at, content: on({ rollout: { share: 0, salt: '' }, schedule }) })
    const edit = { ...input({ kind: 'on', share: 10_000 }), appIds: [app.id] }
    const { apps, hash } = await reviewApps(manager, edit)
    expect(apps[0]?.shares.from.map(({ share }) => share)).toEqual([10_000])
    await changeApps(manager, { ...edit, confirmation: { hash } })
    const { effective } = await showPrompt(manager, at)
    expect(sharesFrom(effective.content, new Date()).map(({ share }) => share)).toEqual([10_000])
  }))

it('reviews what each app asks over time, and warns if its own or inherited schedule is at odds with the change', () =>
  inRollback(async (db) => {
    const { app, company, manager, input } = await threeApps(db)
    const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const falling = {
      timeZone: 'UTC',
      startsAt: null,
      endsAt: null,
      steps: [
        { at: ahead(1), share: 50_000 },
        { at: ahead(2), share: 20_000 },
      ],
    }
    const ended = { ...falling, steps: [], endsAt: ahead(-1) }
    const environmentName = 'sandbox' as const
    await savePrompt(manager, { appId: app.id, environmentName, content: on({ schedule: ended }) })
    await savePrompt(manager, { companyId: company.id, environmentName, content: on({ schedule: falling }) })
    const reviewed = async (edit: AppsEdit) =>
      (await reviewApps(manager, { ...input(edit), appIds: [app.id] })).apps.map(({ shares, warnings }) => ({
        shares: shares.from.map(({ share }) => share),
        warnings,
      }))
    expect(await reviewed({ kind: 'on', share: 10_000 })).toEqual([
      { shares: [0], warnings: [expect.stringContaining('The schedule has ended')] },
    ])
    expect(await reviewed({ kind: 'inherit' })).toEqual([
      {
        shares: [100_000, 50_000, 20_000],
        warnings: [
          expect.stringContaining('Everyone is asked as soon as you save'),
          expect.stringContaining('only 20% are asked, after 50%'),
        ],
      },
    ])
  }))
