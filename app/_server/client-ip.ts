import 'server-only'
import { env } from '@/lib/env'

/**
 * The peer of the socket, as bin/start writes it. Forwarded addresses count only where AUTH_URL says that a proxy
 * stands in front, and then only the last one, which that proxy added.
 */
export function clientIp(head: Headers): string | undefined {
  const peer = head.get('x-pushdesk-peer') ?? undefined
  if (!env().AUTH_URL) return peer
  return head.get('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}
