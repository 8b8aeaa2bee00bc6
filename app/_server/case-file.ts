import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { openCase } from '@/lib/case-files/open-case'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/** For readers without a session: the link is their credential. Cached per request, because each view is counted. */
export const caseBehind = cache(async (token: string) =>
  forAnyone(openCase(sharedDatabase().db, { token: decodeURIComponent(token), ip: clientIp(await headers()) })),
)
