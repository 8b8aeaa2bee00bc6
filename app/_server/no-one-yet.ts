import 'server-only'
import { sharedDatabase } from '@/db/shared'
import { noOneYet } from '@/lib/staff/sign-in/no-one-yet'
import { forAnyone } from './for-anyone'

/** For the sign-in page, before anyone has a session. */
export const noOneYetNotice = () => forAnyone(noOneYet(sharedDatabase().db))
