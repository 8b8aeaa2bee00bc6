import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'
import { clientIp } from '@/app/_server/client-ip'
import { requestIdFrom } from '@/lib/request-id'
import { sessionCookieName } from '@/lib/staff/session-cookie'

type Context = RouteContext<'/api/auth/[...nextauth]'>

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const options = authOptions({
    requestId: requestIdFrom(request.headers.get('x-request-id')),
    ip: clientIp(request.headers),
    userAgent: request.headers.get('user-agent') ?? undefined,
    previousToken: request.cookies.get(sessionCookieName())?.value,
  })
  const response: Response = await NextAuth(request, context, options)
  const { nextauth } = await context.params
  if (request.method === 'POST' && nextauth[0] === 'signout')
    response.headers.set('clear-site-data', '"cache", "storage"')
  return response
}

export { answer as GET, answer as POST }
