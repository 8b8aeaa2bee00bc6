import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { isAllSingleSignOn, needsNow } from '@/lib/staff/rules/needs'
import { mayRenewWithProvider } from '@/lib/staff/sign-in/renew-with-provider'
import { sessionCookieName } from '@/lib/staff/sign-in/session-cookie'
import { forAnyone } from './for-anyone'
import { hasSingleSignOn } from './oidc'

/** The available ways to sign in, before the person is known. */
export const signInWays = cache(async () => ({
  hasSingleSignOn: hasSingleSignOn(),
  hasPassword: !isAllSingleSignOn(await forAnyone(needsNow(sharedDatabase().db))),
}))

/** Whether this browser's session came from single sign-on and only reached its maximum age. */
export async function mayRenewHere(): Promise<boolean> {
  const token = (await cookies()).get(sessionCookieName())?.value
  return token !== undefined && forAnyone(mayRenewWithProvider(sharedDatabase().db, { token }))
}
