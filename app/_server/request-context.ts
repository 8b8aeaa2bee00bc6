import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { requestIdFrom } from '@/lib/request-id'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { sessionCookieName } from '@/lib/staff/sign-in/session-cookie'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/**
 * The signed-in person's context, cached per request, or undefined. Refuses people who must set up a second factor
 * first.
 */
export const requestContext = cache(() => contextNow(false))

/**
 * Also accepts people who still have to set up what the sign-in rules require. Only for the page and actions that do
 * so.
 */
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
