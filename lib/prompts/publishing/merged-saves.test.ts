import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { lockConfiguration } from '@/db/queries/prompts/prompts'
import { inRollback } from '@/db/testing'
import type { Refused } from '@/lib/errors'
import { currentRevision } from '@/lib/prompts/current-revision'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { recordDue } from './fire-schedule'
import { publishPrompt } from './publish-prompt'
import { reviewPrompt } from './review-prompt'

const share = (percent: number) => ({ rollout: { share: percent * 1_000, salt: '' } })

async function threePeople(db: Db) {
  const here = await promptWorkspace(db)
  const companyIds = [here.company.id]
  const anna = await signedIn(db, { role: 'integration_manager', companyIds })
  const ben = await signedIn(db, { role: 'integration_manager', companyIds })
  const at = { appId: here.app.id, environmentName: 'sandbox' as const }
  return { ...here, anna, ben, at, inCompany: { companyId: here.company.id, environmentName: 'sandbox' as const } }
}

const refusalOf = (saving: Promise<unknown>) =>
  saving.then(
    () => expect.fail('it was saved'),
    (error: Refused) => error,
  )

it('names the people who saved since, in the review and after the merge, but never the schedule', () =>
  inRollback(async (db) => {
    const { manager, anna, ben, at, company } = await threePeople(db)
    const step = { at: new Date(Date.now() + 60_000).toISOString(), share: 50_000 }
    const schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [step] }
    await savePrompt(manager, { ...at, content: on({ schedule }) })
    const place = { scopeKind: 'app', companyId: company.id, ...at } as const
    const { id } = await lockConfiguration(db, place)
    await recordDue(db, { configurationId: id, now: new Date(Date.now() + 120_000) })
    const mine = { ...at, baseRevision: 1, content: on({ schedule, sdkVersionMin: '3.0.0' }) }
    expect((await reviewPrompt(manager, mine)).savedSince).toEqual([])
    expect(await currentRevision(manager, at)).toMatchObject({ revision: 2, lastSave: { number: 1, isOwn: true } })
    expect(await savePrompt(manager, mine)).toMatchObject({ revision: 3, isMerged: false, mergedWith: [] })

    await savePrompt(anna, { ...at, baseRevision: 3, content: on({ schedule, sdkVersionMin: '3.0.0', ...share(20) }) })
    const askAgain = { afterDays: 7, timesMax: 1 }
    const late = { ...at, baseRevision: 2, content: on({ schedule, askAgain }) }
    expect((await reviewPrompt(ben, late)).savedSince).toEqual([anna.staff.name, manager.staff.name])
    expect((await reviewPrompt(manager, late)).savedSince).toEqual([anna.staff.name, 'you'])
    expect(await savePrompt(ben, late)).toMatchObject({
      isMerged: true,
      mergedWith: [anna.staff.name, manager.staff.name],
    })
  }))

it('names the person who changed the conflicting part, not the last one to save', () =>
  inRollback(async (db) => {
    const { manager, anna, ben, at } = await threePeople(db)
    await savePrompt(manager, { ...at, content: on() })
    await savePrompt(anna, { ...at, baseRevision: 1, content: on(share(20)) })
    await savePrompt(ben, { ...at, baseRevision: 2, content: on({ ...share(20), sdkVersionMin: '3.0.0' }) })
    const refused = await refusalOf(savePrompt(manager, { ...at, baseRevision: 1, content: on(share(80)) }))
    expect(refused.message).toBe(`${anna.staff.name} changed the same part in revision 2. Your changes weren’t saved.`)
    expect(refused.details).toMatchObject({ by: anna.staff.name, revision: 3 })
  }))

it('merges two people’s changes to the same inherited prompt, and compares both with what was inherited', () =>
  inRollback(async (db) => {
    const { manager, anna, at, inCompany } = await threePeople(db)
    const inherited = on(share(30))
    await savePrompt(manager, { ...inCompany, content: inherited })
    await savePrompt(anna, { ...at, content: { ...inherited, sdkVersionMin: '3.0.0' } })
    await savePrompt(manager, { ...at, content: { ...inherited, ...share(40) } })
    expect((await showPrompt(manager, at)).own).toMatchObject({ sdkVersionMin: '3.0.0', ...share(40) })
    const refused = await refusalOf(savePrompt(anna, { ...at, content: { ...inherited, ...share(90) } }))
    expect(refused.details).toMatchObject({
      by: manager.staff.name,
      conflicts: [
        { label: 'Everyone else', base: '30% of customers', theirs: '40% of customers', mine: '90% of customers' },
      ],
    })
  }))

it('doesn’t turn on an inherited prompt that a colleague turned off', () =>
  inRollback(async (db) => {
    const { manager, anna, at } = await threePeople(db)
    await savePrompt(anna, { ...at, content: { ...on(), isOn: false } })
    const refused = await refusalOf(savePrompt(manager, { ...at, content: on() }))
    expect(refused).toMatchObject({ code: 'prompt_conflict', details: { conflicts: [{ label: 'Prompt' }] } })
  }))

it('saves no revision if a colleague has saved the same change', () =>
  inRollback(async (db) => {
    const { manager, anna, at } = await threePeople(db)
    await savePrompt(manager, { ...at, content: on() })
    await savePrompt(anna, { ...at, baseRevision: 1, content: on(share(20)) })
    const refused = await refusalOf(savePrompt(manager, { ...at, baseRevision: 1, content: on(share(20)) }))
    expect(refused.message).toBe('Revision 2 already has this change. Nothing is left to save.')
    expect((await showPrompt(manager, at)).revision).toBe(2)
  }))

it('rejects a save meant for one exact revision instead of merging it', () =>
  inRollback(async (db) => {
    const { manager, anna, at } = await threePeople(db)
    const change = { ...at, baseRevision: 0, content: on({ sdkVersionMin: '3.0.0' }) }
    const { hash } = await reviewPrompt(manager, change)
    await savePrompt(anna, { ...at, content: on(share(20)) })
    const refusal = await refusalOf(publishPrompt(manager, { ...change, isExact: true, confirmation: { hash } }))
    expect(refusal).toMatchObject({ code: 'stale_revision', message: expect.stringContaining('revision 1') })
    expect((await showPrompt(manager, at)).revision).toBe(1)
  }))

it('reviews a change on top of what a colleague saved since, unless both changed the same part', () =>
  inRollback(async (db) => {
    const { manager, anna, at } = await threePeople(db)
    await savePrompt(manager, { ...at, content: on() })
    await savePrompt(anna, { ...at, baseRevision: 1, content: { ...on(share(20)), isOn: false } })
    const content = on({ sdkVersionMin: '3.0.0' })
    const { changes, values, ...review } = await reviewPrompt(manager, { ...at, baseRevision: 1, content })
    expect(changes.map(({ label }) => label)).toEqual(['Minimum SDK version'])
    expect(values.before).toMatchObject({ isOn: false, ...share(20), sdkVersionMin: null })
    expect(values.after).toMatchObject({ isOn: false, ...share(20), sdkVersionMin: '3.0.0' })
    expect(review).toMatchObject({ revision: 2, isInConflict: false, reach: { gained: [] } })
    expect(await reviewPrompt(manager, { ...at, baseRevision: 1, content: on(share(80)) })).toMatchObject({
      ...{ revision: 2, isInConflict: true, changes: [{ label: 'Everyone else' }] },
      values: { before: { isOn: true, ...share(100) }, after: share(80) },
    })
  }))

it('saves nothing on top of a save that the review didn’t show, unless the schedule made it', () =>
  inRollback(async (db) => {
    const { manager, anna, at, company } = await threePeople(db)
    const step = { at: new Date(Date.now() + 60_000).toISOString(), share: 50_000 }
    const schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [step] }
    await savePrompt(manager, { ...at, content: on({ schedule }) })
    const change = { ...at, baseRevision: 1, content: on({ schedule, sdkVersionMin: '3.0.0' }) }
    const reviewed = async () => {
      const { hash, revision } = await reviewPrompt(manager, change)
      return { ...change, reviewedRevision: revision, confirmation: { hash } }
    }
    const early = await reviewed()
    await savePrompt(anna, { ...at, baseRevision: 1, content: on({ schedule, ...share(20) }) })
    const message = `${anna.staff.name} saved revision 2 after you opened this review. Nothing was saved. Check the changes again, then save.`
    expect(await refusalOf(publishPrompt(manager, early))).toMatchObject({ code: 'not_reviewed', message })
    expect((await showPrompt(manager, at)).revision).toBe(2)

    const late = await reviewed()
    const { id } = await lockConfiguration(db, { scopeKind: 'app', companyId: company.id, ...at })
    await recordDue(db, { configurationId: id, now: new Date(Date.now() + 120_000) })
    expect(await publishPrompt(manager, late)).toMatchObject({ revision: 4, mergedWith: [anna.staff.name] })
  }))
