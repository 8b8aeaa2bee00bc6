import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { requestIdFrom } from '@/lib/request-id'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { sessionCookieName } from '@/lib/staff/sign-in/session-cookie'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/** Who is asking, once a request: undefined when no one is signed in. Refuses who has to set up a second factor first. */
export const requestContext = cache(() => contextNow(false))

/** Also for those who have yet to set up what the sign-in rules ask for. Only the page and the acts that do this use it. */
export const setUpContext = cache(() => contextNow(true))

async function contextNow(isSettingUp: boolean) {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const requestId = requestIdFrom(head.get('x-request-id'))
  return forAnyone(
    contextForSession(sharedDatabase().db, {
      token: jar.get(sessionCookieName())?.value,
      requestId,
      ip: clientIp(head),
      isUnattended: head.has('x-pushdesk-unattended'),
      isSettingUp,
    }),
    requestId,
  )
}
