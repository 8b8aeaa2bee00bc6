import 'server-only'
import { sharedDatabase } from '@/db/shared'
import { noOneYet } from '@/lib/staff/sign-in/no-one-yet'
import { withDatabase } from './with-database'

/** On the sign-in page, before anyone has a session. */
export const noOneYetNotice = () => withDatabase(noOneYet(sharedDatabase().db))
