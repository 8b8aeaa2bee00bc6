import { listSignInGroupRows } from '@/db/queries/staff/sign-in-groups'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

/** The provider’s groups that give access, by name. */
export const listSignInGroups = query('sign_in.read', onPlatform({}), ({ db }) => listSignInGroupRows(db))

export type SignInGroup = Awaited<ReturnType<typeof listSignInGroups>>[number]
