import 'server-only'

/** The client's address as bin/start sets it: the socket's peer, or the address reported by a trusted proxy. */
export const clientIp = (head: Headers): string | undefined => head.get('x-pushdesk-peer') || undefined
