import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { sharedDatabase } from '@/db/shared'
import { openCase } from '@/lib/case-files/open-case'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/** For readers without a session: the link itself is their key. Asked once a request, because each look is counted. */
export const caseBehind = cache(async (token: string) =>
  forAnyone(openCase(sharedDatabase().db, { token: decodeURIComponent(token), ip: clientIp(await headers()) })),
)
