import 'server-only'
import { headers } from 'next/headers'
import { env } from '@/lib/env'

/** This installation's public origin: AUTH_URL if set, otherwise the host of this request. */
export async function publicOrigin(): Promise<string> {
  const { AUTH_URL } = env()
  if (AUTH_URL) return new URL(AUTH_URL).origin
  return `http://${(await headers()).get('host')}`
}
