import { waitForTurn } from '@/db/locks'
import { changeAppRow, environmentsOf, lockAppRow } from '@/db/queries/archive'
import { countActiveDevices } from '@/db/queries/health'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inApp } from '@/lib/scope'
import { AppName, BundleId } from './names'
import { refuseTakenBundleId } from './taken-bundle-id'
import { tellApp } from './tell-app'

export const ChangeApp = inApp({ name: AppName.optional(), bundleId: BundleId.optional() })

/** The slug never changes. Nor does the bundle ID once devices are registered: their tokens are valid only for it. */
export const changeApp = command('app.change', ChangeApp, async ({ db, input }) => {
  const { appId } = input
  await waitForTurn(db, 'bundleIds')
  const before = await lockAppRow(db, { appId })
  if (!before) throw new Refused('not-found', 'This app doesn’t exist.')
  const after = { name: input.name ?? before.name, bundleId: input.bundleId ?? before.bundleId }
  if (after.name === before.name && after.bundleId === before.bundleId)
    throw new Refused('conflict', 'Nothing to save: the app already has this name and bundle ID.')
  if (after.bundleId !== before.bundleId) {
    await refuseTakenBundleId(db, { bundleId: after.bundleId, except: appId })
    const environmentIds = (await environmentsOf(db, { appId })).map(({ environmentId }) => environmentId)
    const devices = await countActiveDevices(db, { environmentIds })
    if (devices.some(({ count }) => count > 0))
      throw new Refused('conflict', 'The app wasn’t changed.', {
        bundleId: ['Devices are registered with the current bundle ID. Create another app for the new one.'],
      })
  }
  await changeAppRow(db, { appId, ...after })
  await tellApp(db, { appId })
  return {
    result: { ...before, ...after },
    audit: {
      subject: { kind: 'app', id: appId, name: after.name },
      before: { name: before.name, bundleId: before.bundleId },
      after,
    },
  }
})
