import { changeAppRow, lockAppRow } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { archivedToo, inApp } from '@/lib/scope'
import { refuseWaiting } from './refuse-waiting'
import { tellApp } from './tell-app'

/** From the commit on, its API keys are rejected, so no prompt is shown and no push accepted. Nothing is deleted. */
export const archiveApp = command('app.archive', inApp(archivedToo), async ({ db, input: { appId } }) => {
  const app = await lockAppRow(db, { appId })
  if (!app) throw new Refused('not-found', 'This app doesn’t exist.')
  if (app.archivedAt) throw new Refused('conflict', 'The app is already archived.')
  await refuseWaiting(db, { appId })
  const archivedAt = new Date()
  await changeAppRow(db, { appId, archivedAt })
  await tellApp(db, { appId })
  return {
    result: { ...app, archivedAt },
    audit: {
      subject: { kind: 'app', id: appId, name: app.name },
      before: { isArchived: false },
      after: { isArchived: true },
    },
  }
})
