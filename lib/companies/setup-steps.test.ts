import { expect, it } from 'vitest'
import { makeApiKey, makeApp, makeCompany, makeDelivery, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { setupSteps } from './setup-steps'

it('completes each setup step only once its requirement is met', () =>
  inRollback(async (db) => {
    const company = await makeCompany(db)
    const app = await makeApp(db, { companyId: company.id })
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id, apnsServer: 'apple' })
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
    const steps = () => setupSteps(viewer, { environmentId })
    expect(await steps()).toEqual({
      companyId: company.id,
      isSimulated: false,
      isSimulatorRunning: false,
      hasApnsKey: false,
      requiresIdentity: false,
      publishableKey: null,
      deviceId: null,
      hasAccepted: false,
      hasReceived: false,
      isPromptOn: false,
      isPromptSwitchedOn: false,
      promptStoppedBy: null,
      promptProposal: null,
      hasManager: false,
      isManagerInvited: false,
    })
    await makeApiKey(db, { environmentId, kind: 'secret' })
    await makeApiKey(db, { environmentId, kind: 'publishable', expiresAt: new Date(Date.now() - 1_000) })
    expect((await steps()).publishableKey).toBeNull()
    const { key } = await makeApiKey(db, { environmentId, kind: 'publishable' })
    expect((await steps()).publishableKey).toBe(key)
    const device = await makeDevice(db, { environmentId })
    await makeDelivery(db, { environmentId, state: 'failed', reason: 'BadDeviceToken' })
    expect(await steps()).toMatchObject({ deviceId: device.id, hasAccepted: false })
    await makeDelivery(db, { environmentId, createdAt: new Date(Date.now() - 60_000) })
    expect(await steps()).toMatchObject({ hasAccepted: true, hasReceived: false })
    await makeDelivery(db, { environmentId, receivedAt: new Date() })
    expect(await steps()).toMatchObject({ hasReceived: true, isManagerInvited: false })
    const admin = await signedIn(db, { role: 'admin' })
    const invited = { role: 'integration_manager' as const, companyIds: [company.id] }
    await inviteStaff(admin, { ...invited, name: 'Ann', email: `${unique('ann')}@example.com` })
    expect(await steps()).toMatchObject({ hasManager: false, isManagerInvited: true })
    await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    expect(await steps()).toMatchObject({ hasReceived: true, hasManager: true })
  }))

it('hides the setup from staff of other companies', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [] })
    await expect(setupSteps(viewer, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
  }))

it('shows who can approve a waiting prompt, and which level forced a prompt off', () =>
  inRollback(async (db) => {
    const { app, company, production, manager } = await promptWorkspace(db, { requiresApproval: true })
    const colleague = await signedIn(db, {
      role: 'integration_manager',
      companyIds: [company.id],
      name: unique('0 colleague'),
    })
    const steps = (ctx: typeof manager) => setupSteps(ctx, { environmentId: production.id })
    const at = { appId: app.id, environmentName: 'production' } as const
    await savePrompt(manager, { ...at, content: on(), comment: 'Launch', typed: app.name })
    expect(await steps(manager)).toMatchObject({
      isPromptOn: false,
      promptProposal: {
        isOwn: true,
        approvers: expect.stringContaining(colleague.staff.name),
        mayApprove: false,
      },
    })
    expect(await steps(colleague)).toMatchObject({
      promptProposal: { authorName: manager.staff.name, isOwn: false, mayApprove: true },
    })
    await turnOffPrompt(manager, { companyId: company.id, environmentName: 'production' })
    expect(await steps(manager)).toMatchObject({ promptStoppedBy: 'company' })
  }))
