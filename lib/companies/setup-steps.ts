import type { Db } from '@/db/client'
import { openProposals } from '@/db/queries/prompts/prompt-proposals'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { findAnswered, findNewestDevice, findPublishableKey, hasInvitedManager } from '@/db/queries/setup'
import { isSimulatorRunning } from '@/lib/apns/simulator/running-simulator'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { approversOf, approverWords } from '@/lib/prompts/approvals/approvers'
import { inEnvironment } from '@/lib/scope'
import { promptStateAt } from './effective-prompts'
import { type EnvironmentScope, environmentIn, type SettingsFacts, settingsFacts } from './settings-facts'

export type SetupSteps = Awaited<ReturnType<typeof setupSteps>>

/** An environment's progress to its first notification: what is set up, and what the next step needs. */
export const setupSteps = query('company.read', inEnvironment({}), async ({ db, staff, scope }) => {
  const place = environmentIn(scope)
  return stepsOf(db, { ...place, staffId: staff.id }, await settingsFacts(db, place))
})

type Place = EnvironmentScope & { staffId: string }

export async function stepsOf(db: Db, place: Place, { key, levels, managers }: SettingsFacts) {
  const { environmentId, companyId } = place
  const now = new Date()
  const prompt = promptStateAt(levels, place, now)
  const [settings, publishableKey, deviceId, answered, isManagerInvited] = await Promise.all([
    findEnvironmentSettings(db, { environmentId }),
    findPublishableKey(db, { environmentId, now }),
    findNewestDevice(db, { environmentId }),
    findAnswered(db, { environmentId }),
    hasInvitedManager(db, { companyId, now }),
  ])
  if (!settings) throw new Refused('not-found', 'This environment doesn’t exist.')
  return {
    companyId,
    isSimulated: settings.apnsServer === 'simulator',
    isSimulatorRunning: isSimulatorRunning(),
    hasApnsKey: key !== undefined,
    requiresIdentity: settings.requiresIdentity,
    publishableKey,
    deviceId,
    ...answered,
    isPromptOn: prompt.isAsking,
    isPromptSwitchedOn: prompt.isSwitchedOn,
    /** The level that forces it off, so that it can’t be turned on here. */
    promptStoppedBy: prompt.isStopped ? prompt.source : null,
    promptProposal: prompt.isAsking ? null : await newestProposal(db, place, now),
    hasManager: managers.length > 0,
    isManagerInvited,
  }
}

/** The newest change to the app’s own prompt that waits for approval, and who can approve it. */
async function newestProposal(db: Db, { appId, companyId, name, staffId }: Place, now: Date) {
  const at = { scopeKind: 'app', environmentName: name, companyId, appId } as const
  const [proposal] = await openProposals(db, { place: at, now })
  if (!proposal) return null
  const approvers = (await approversOf(db, [proposal]))(proposal)
  return {
    authorName: proposal.authorName,
    isOwn: proposal.authorId === staffId,
    approvers: approverWords(approvers, staffId) ?? null,
    mayApprove: approvers.some(({ id }) => id === staffId),
  }
}
