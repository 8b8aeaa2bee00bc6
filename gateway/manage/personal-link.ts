import { z } from 'zod'
import { env } from '@/lib/env'

const place = {
  path: z.string().meta({ examples: ['/invitation/…'] }),
  url: z.string().optional().meta({ description: 'The full link. Present if `AUTH_URL` is set.' }),
}

export const PersonalLink = z.object({ ...place, expiresAt: z.iso.datetime() })
export const LinkPlace = z.object(place)

/** Returns the link at which a person opens an invitation or sets a new password. */
export function linkOf(token: string): z.output<typeof LinkPlace> {
  const path = `/invitation/${token}`
  const { AUTH_URL } = env()
  return AUTH_URL ? { path, url: new URL(path, AUTH_URL).href } : { path }
}
