import 'server-only'
import { headers } from 'next/headers'
import { env } from '@/lib/env'

/** Where this installation is asked: AUTH_URL behind a proxy, otherwise as this very page was. */
export async function publicOrigin(): Promise<string> {
  const { AUTH_URL } = env()
  if (AUTH_URL) return new URL(AUTH_URL).origin
  return `http://${(await headers()).get('host')}`
}
