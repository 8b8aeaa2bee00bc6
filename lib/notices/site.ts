import { env } from '@/lib/env'

/** Where this installation is asked, if the operator has said so. Never what a request says: links in messages go by it. */
export function linkTo(path: string): string | undefined {
  const { AUTH_URL } = env()
  return AUTH_URL && `${new URL(AUTH_URL).origin}${path}`
}

/** Whether people can be sent links: there is a mail server, and an address that links can begin with. */
export const sendsLinks = () => env().SMTP_URL !== undefined && env().AUTH_URL !== undefined
