import { isSecureSite } from '@/lib/staff/sign-in/session-cookie'

/**
 * Headers for responses from neither the dashboard nor the API: they load nothing, can't be framed, and aren't cached.
 */
export const ownHeaders = (): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  ...(isSecureSite() && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
})
