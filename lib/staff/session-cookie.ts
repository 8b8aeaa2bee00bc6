import { env } from '../env'

/** `__Host-` binds the cookie to this very host and to HTTPS, which loopback does not have. */
export const isSecureSite = () => env().AUTH_URL?.startsWith('https://') ?? false

export const sessionCookieName = () => (isSecureSite() ? '__Host-pushdesk' : 'pushdesk')
