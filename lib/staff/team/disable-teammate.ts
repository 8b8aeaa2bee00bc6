import { z } from 'zod'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow, lockStaffAmongAdmins } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { keepAnAdmin } from './keep-an-admin'

/** Disables a person and ends all their sessions right away. Their audit entries stay. */
export const disableTeammate = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, staff, input }) => {
    const person = await lockStaffAmongAdmins(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (person.id === staff.id) throw new Refused('conflict', 'You can’t disable yourself. Ask another admin.')
    if (person.disabledAt) throw new Refused('conflict', `${person.name} is already disabled.`)
    if (person.role === 'admin') keepAnAdmin(person)
    await changeStaffRow(db, { staffId: person.id, disabledAt: new Date() })
    const sessionsEnded = await deleteSessionsOf(db, { staffId: person.id })
    return {
      result: { name: person.name, sessionsEnded },
      audit: {
        action: 'team.disable',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: { isDisabled: false },
        after: { isDisabled: true, sessionsEnded },
      },
    }
  },
)
