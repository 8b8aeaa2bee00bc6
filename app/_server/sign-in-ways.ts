import 'server-only'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { isAllSingleSignOn, needsNow } from '@/lib/staff/rules/needs'
import { hasSingleSignOn } from './oidc'
import { withDatabase } from './with-database'

/** How one can sign in here, before it is known who wants to. */
export const signInWays = cache(async () => ({
  hasSingleSignOn: hasSingleSignOn(),
  hasPassword: !isAllSingleSignOn(await withDatabase(needsNow(sharedDatabase().db))),
}))
