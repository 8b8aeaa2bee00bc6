import { listOpenInvitations } from '@/db/queries/staff/invitations'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

/** The invitations and password links that still work, oldest first. */
export const listInvitations = query('team.invite', onPlatform({}), ({ db }) =>
  listOpenInvitations(db, { now: new Date() }),
)

export type OpenInvitation = Awaited<ReturnType<typeof listInvitations>>[number]
