import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'
import { clientIp } from '@/app/_server/client-ip'
import { problem } from '@/app/_server/fetch-rules'
import { requestIdFrom } from '@/lib/request-id'
import { sessionCookieName } from '@/lib/staff/session-cookie'

type Context = RouteContext<'/api/auth/[...nextauth]'>

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const unended: unknown[] = []
  const requestId = requestIdFrom(request.headers.get('x-request-id'))
  const options = authOptions({
    requestId,
    ip: clientIp(request.headers),
    userAgent: request.headers.get('user-agent') ?? undefined,
    previousToken: request.cookies.get(sessionCookieName())?.value,
    onUnended: (error) => unended.push(error),
  })
  const response: Response = await NextAuth(request, context, options)
  if (unended.length > 0) return problem(unended[0], requestId)
  const { nextauth } = await context.params
  if (request.method === 'POST' && nextauth[0] === 'signout')
    response.headers.set('clear-site-data', '"cache", "storage"')
  return response
}

export { answer as GET, answer as POST }
