import { findAppName } from '@/db/queries/companies'
import { deleteFavorite } from '@/db/queries/staff/favorites'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inApp } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'

export const removeFavorite = command('account.change', inApp({}), async ({ db, staff, input: { appId } }) => {
  const name = await findAppName(db, { appId })
  if (!(await deleteFavorite(db, { staffId: staff.id, appId })))
    throw new Refused('conflict', `${isolated(name)} isn’t one of your favorites.`)
  return {
    result: { appId },
    audit: {
      action: 'account.remove_favorite',
      subject: { kind: 'app', id: appId, name },
      before: { isFavorite: true },
      after: { isFavorite: false },
    },
  }
})
