import { waitForTurn } from '@/db/locks'
import { changeAppRow, lockAppRow, lockCompanyRow } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { archivedToo, inApp } from '@/lib/scope'
import { refuseTakenBundleId } from './taken-bundle-id'
import { tellApp } from './tell-app'

/** Restores an app with everything it had: keys, devices, and prompt. */
export const restoreApp = command('app.archive', inApp(archivedToo), async ({ db, input: { appId } }) => {
  await waitForTurn(db, 'bundleIds')
  const app = await lockAppRow(db, { appId })
  if (!app) throw new Refused('not-found', 'This app doesn’t exist.')
  if (!app.archivedAt) throw new Refused('conflict', 'The app isn’t archived.')
  const company = await lockCompanyRow(db, app)
  if (company?.archivedAt) throw new Refused('conflict', 'Its company is archived. Restore the company first.')
  await refuseTakenBundleId(db, { bundleId: app.bundleId, except: appId })
  await changeAppRow(db, { appId, archivedAt: null })
  await tellApp(db, { appId })
  return {
    result: { ...app, archivedAt: null },
    audit: {
      action: 'app.restore',
      subject: { kind: 'app', id: appId, name: app.name },
      before: { isArchived: true },
      after: { isArchived: false },
    },
  }
})
