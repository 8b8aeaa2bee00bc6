import { z } from 'zod'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { findStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'

/** Signs someone out everywhere, for example after they lost a laptop. */
export const endTeammatesSessions = command('team.change', onPlatform({ staffId: z.uuid() }), async ({ db, input }) => {
  const person = await findStaff(db, input)
  if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
  const sessionsEnded = await deleteSessionsOf(db, { staffId: person.id })
  if (sessionsEnded === 0) throw new Refused('conflict', `${isolated(person.name)} has no open sessions.`)
  return {
    result: { name: person.name, sessionsEnded },
    audit: {
      action: 'team.end_sessions',
      subject: { kind: 'staff', id: person.id, name: person.name },
      after: { sessionsEnded },
    },
  }
})
