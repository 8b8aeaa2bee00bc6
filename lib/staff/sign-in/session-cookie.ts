import { env } from '@/lib/env'

/** `__Host-` binds the cookie to this very host and to HTTPS, which loopback does not have. */
export const isSecureSite = () => env().AUTH_URL?.startsWith('https://') ?? false

/**
 * Of a browser in which someone has signed in before. It doesn't begin with the session cookie's name: next-auth takes every
 * cookie that does for a piece of the session cookie.
 */
export const deviceCookieName = () => (isSecureSite() ? '__Host-known-pushdesk' : 'known-pushdesk')

export const sessionCookieName = () => (isSecureSite() ? '__Host-pushdesk' : 'pushdesk')
