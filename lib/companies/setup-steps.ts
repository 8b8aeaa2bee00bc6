import { findEnvironment } from '@/db/queries/companies'
import { findEnvironmentSettings } from '@/db/queries/environment-settings'
import { findSigningKey, promptLevels } from '@/db/queries/health'
import { findNewestAccepted, findNewestDevice, findPublishableKey } from '@/db/queries/setup'
import { listManagersOf } from '@/db/queries/staff'
import { query } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { promptStateAt } from './effective-prompts'

export type SetupSteps = Awaited<ReturnType<typeof setupSteps>>

/** How far an environment is from its first notification: what is there, and what the next step needs. */
export const setupSteps = query('company.read', inEnvironment({}), async ({ db, input }) => {
  const { environmentId } = input
  const [place, settings] = await Promise.all([
    findEnvironment(db, { environmentId }),
    findEnvironmentSettings(db, { environmentId }),
  ])
  if (!place || !settings) throw new Refused('not-found', 'This environment doesn’t exist.')
  const [apnsKey, publishableKey, deviceId, accepted, levels, managers] = await Promise.all([
    findSigningKey(db, { environmentId }),
    findPublishableKey(db, { environmentId, now: new Date() }),
    findNewestDevice(db, { environmentId }),
    findNewestAccepted(db, { environmentId }),
    promptLevels(db),
    listManagersOf(db, { companyId: place.companyId }),
  ])
  return {
    isSimulated: settings.apnsServer === 'simulator',
    hasApnsKey: apnsKey !== undefined,
    requiresIdentity: settings.requiresIdentity,
    publishableKey,
    deviceId,
    hasAccepted: accepted !== null,
    hasReceived: accepted !== null && accepted.receivedAt !== null,
    isPromptOn: promptStateAt(levels, { ...place, name: place.environmentName }).isAsking,
    hasManager: managers.length > 0,
  }
})
