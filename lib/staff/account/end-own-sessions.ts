import { z } from 'zod'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'

/** Ends one of the person's other sessions, or all of them. */
const EndOwnSessions = onPlatform({ sessionId: z.uuid().optional() })

export const endOwnSessions = command('account.change', EndOwnSessions, async ({ db, staff, input }) => {
  const sessionsEnded = await deleteSessionsOf(db, {
    staffId: staff.id,
    exceptId: staff.sessionId,
    onlyId: input.sessionId,
  })
  if (input.sessionId && sessionsEnded === 0) throw new Refused('not-found', 'This session has already ended.')
  if (sessionsEnded === 0) throw new Refused('conflict', 'You have no other sessions.')
  return {
    result: { sessionsEnded },
    audit: {
      action: 'account.end_sessions',
      subject: { kind: 'staff', id: staff.id, name: staff.name },
      after: { sessionsEnded },
    },
  }
})
