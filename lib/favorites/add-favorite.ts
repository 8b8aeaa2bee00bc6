import { findAppName } from '@/db/queries/companies'
import { insertFavorite } from '@/db/queries/staff/favorites'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inApp } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'

/** Adds an app to the person's own favorites. */
export const addFavorite = command('account.change', inApp({}), async ({ db, staff, input: { appId } }) => {
  const name = await findAppName(db, { appId })
  if (!(await insertFavorite(db, { staffId: staff.id, appId })))
    throw new Refused('conflict', `${isolated(name)} is already one of your favorites.`)
  return {
    result: { appId },
    audit: {
      action: 'account.add_favorite',
      subject: { kind: 'app', id: appId, name },
      before: { isFavorite: false },
      after: { isFavorite: true },
    },
  }
})
