import 'server-only'

/** As bin/start writes it: the socket's other end, or what a trusted proxy says of it. */
export const clientIp = (head: Headers): string | undefined => head.get('x-pushdesk-peer') || undefined
