import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'
import { clientIp } from '@/app/_server/client-ip'
import { problemResponse } from '@/app/_server/fetch-rules'
import { requestIdFrom } from '@/lib/request-id'
import { newDeviceMark } from '@/lib/staff/sign-in/known-device'
import { deviceCookieName, isSecureSite, sessionCookieName } from '@/lib/staff/sign-in/session-cookie'

const deviceSecondsMax = 180 * 86_400

type Context = RouteContext<'/api/auth/[...nextauth]'>

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const unended: unknown[] = []
  const marks: string[] = []
  const requestId = requestIdFrom(request.headers.get('x-request-id'))
  const options = authOptions({
    requestId,
    ip: clientIp(request.headers),
    userAgent: request.headers.get('user-agent') ?? undefined,
    previousToken: request.cookies.get(sessionCookieName())?.value,
    device: request.cookies.get(deviceCookieName())?.value,
    onStarted: (staffId) => marks.push(newDeviceMark(staffId)),
    onUnended: (error) => unended.push(error),
  })
  const response = await answerOf(NextAuth(request, context, options), requestId)
  if (unended.length > 0) return problemResponse(unended[0], requestId)
  for (const mark of marks)
    response.headers.append(
      'set-cookie',
      `${deviceCookieName()}=${mark}; Path=/; Max-Age=${deviceSecondsMax}; HttpOnly; SameSite=Lax${isSecureSite() ? '; Secure' : ''}`,
    )
  const { nextauth } = await context.params
  if (request.method === 'POST' && nextauth[0] === 'signout')
    response.headers.set('clear-site-data', '"cache", "storage"')
  return response
}

/** Handles errors that next-auth doesn't catch. Next.js would print a database error with its values. */
async function answerOf(answering: Promise<Response>, requestId: string): Promise<Response> {
  try {
    return await answering
  } catch (error) {
    return problemResponse(error, requestId)
  }
}

export { answer as GET, answer as POST }
