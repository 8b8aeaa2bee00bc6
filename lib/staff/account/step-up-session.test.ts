import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { revealDeviceToken } from '@/lib/devices/reveal-device-token'
import { createKey } from '@/lib/keys/create-key'
import { permissions, type StaffPermission } from '@/lib/permissions'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { startSession } from '@/lib/staff/sign-in/start-session'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { asksForStepUp } from '@/lib/step-up'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { stepUpSession } from './step-up-session'

const password = 'correct horse battery'
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

async function signedInAgo(db: Db, minutes: number) {
  const person = await makeStaff(db, { role: 'admin', passwordHash: await hashPassword(password) })
  const token = await makeSession(db, { staffId: person.id, steppedUpAt: minutesAgo(minutes) })
  return async () => {
    const ctx = await contextForSession(db, { token, requestId: 'test' })
    if (!ctx) throw new Error('the session did not sign in')
    return ctx
  }
}

const needed = { reason: 'forbidden', code: 'step_up_needed' }

it('requires step-up to create a key, reveal a token, or change a colleague long after sign-in', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id: deviceId } = await makeDevice(db, { environmentId })
    const { id: staffId } = await makeStaff(db, { role: 'viewer' })
    const again = await signedInAgo(db, 11)
    const acts = async () => {
      const ctx = await again()
      return [
        () => createKey(ctx, { environmentId, kind: 'secret', name: 'Server' }),
        () => revealDeviceToken(ctx, { environmentId, deviceId }),
        () => disableTeammate(ctx, { staffId }),
      ]
    }
    for (const act of await acts()) await expect(act()).rejects.toMatchObject(needed)
    const ctx = await again()
    await expect(stepUpSession(ctx, { proof: 'a guess' })).rejects.toMatchObject({ reason: 'invalid' })
    for (const act of await acts()) await expect(act()).rejects.toMatchObject(needed)
    await stepUpSession(ctx, { proof: password })
    for (const act of await acts()) await act()
    const actions = (await entriesAbout(db, { subjectKind: 'staff', subjectId: ctx.staff.id })).map((one) => one.action)
    expect(actions).toEqual(['account.step_up'])
  }))

it('dates a single sign-on by when the provider last authenticated the person', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id: deviceId } = await makeDevice(db, { environmentId })
    const { id: staffId } = await makeStaff(db, { role: 'admin' })
    const from = { staffId, previousToken: undefined, ip: undefined, userAgent: undefined, requestId: 'test' }
    const reveal = async (authenticatedAt: Date | undefined) => {
      const provider = { issuer: 'https://id.example.com', subject: staffId, sid: undefined, authenticatedAt }
      const token = await startSession(db, { ...from, provider })
      const ctx = await contextForSession(db, { token, requestId: 'test' })
      if (!ctx) throw new Error('the session did not sign in')
      return revealDeviceToken(ctx, { environmentId, deviceId })
    }
    await expect(reveal(minutesAgo(11))).rejects.toMatchObject(needed)
    await reveal(minutesAgo(9))
    await reveal(minutesAgo(-60))
    await reveal(undefined)
  }))

it('requires step-up to publish a prompt in production, but not in sandbox, and never to turn it off', () =>
  inRollback(async (db) => {
    const { app } = await promptWorkspace(db)
    const ctx = await (await signedInAgo(db, 11))()
    const at = { appId: app.id, environmentName: 'production' } as const
    await expect(savePrompt(ctx, { ...at, content: on(), comment: 'Launch', typed: app.name })).rejects.toMatchObject(
      needed,
    )
    expect(await savePrompt(ctx, { ...at, environmentName: 'sandbox', content: on() })).toMatchObject({
      status: 'saved',
    })
    await turnOffPrompt(ctx, at).catch((error: unknown) => expect(error).not.toMatchObject(needed))
  }))

it('counts a sign-in as a step-up for ten minutes', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const make = async (minutes: number) =>
      createKey(await (await signedInAgo(db, minutes))(), { environmentId, kind: 'secret', name: 'Server' })
    await make(9)
    await expect(make(10.1)).rejects.toMatchObject(needed)
  }))

it('throttles guesses at the password', () =>
  inRollback(async (db) => {
    const ctx = await (await signedInAgo(db, 11))()
    const reasons: string[] = []
    for (let n = 0; n < 8; n++)
      await stepUpSession(ctx, { proof: 'a guess' }).catch((error) => reasons.push(error.reason))
    expect(reasons[0]).toBe('invalid')
    expect(reasons.at(-1)).toBe('too-many')
  }))

it('requires step-up for every permission over keys, identity, the team, data destinations, archiving, and masked data', () => {
  const asking = (Object.keys(permissions) as StaffPermission[]).filter((one) => asksForStepUp(one, {}))
  const sensitive =
    /^(credential|api_key|trigger|event_webhook|endpoint|channel|identity|service_token|sign_in)\.(?!read)|^team\.(invite|change)|reveal|^company\.change$|archive$|^customer\.(export|erase)$/
  const wanted = Object.keys(permissions).filter((one) => sensitive.test(one))
  expect(asking.sort()).toEqual(wanted.sort())
  expect(asksForStepUp('prompt.turn_off', { environmentName: 'production' })).toBe(false)
})
