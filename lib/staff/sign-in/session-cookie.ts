import { env } from '@/lib/env'

/** Whether cookies can use `__Host-`, which binds them to this host and to HTTPS. Loopback has no HTTPS. */
export const isSecureSite = () => env().AUTH_URL?.startsWith('https://') ?? false

/**
 * The cookie of a browser in which someone has signed in before. Its name must not start with the session cookie's
 * name: next-auth reads every such cookie as a chunk of the session cookie.
 */
export const deviceCookieName = () => (isSecureSite() ? '__Host-known-pushdesk' : 'known-pushdesk')

export const sessionCookieName = () => (isSecureSite() ? '__Host-pushdesk' : 'pushdesk')
