import { env } from '@/lib/env'

/**
 * Returns a link to this installation, if the operator has configured its URL. Never uses the request's host, because
 * links in messages depend on it.
 */
export function linkTo(path: string): string | undefined {
  const { AUTH_URL } = env()
  return AUTH_URL && `${new URL(AUTH_URL).origin}${path}`
}

/** Whether links can be emailed: requires a mail server and a base URL. */
export const sendsLinks = () => env().SMTP_URL !== undefined && env().AUTH_URL !== undefined
