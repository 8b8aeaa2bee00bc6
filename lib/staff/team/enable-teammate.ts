import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { holdApprovals } from './hold-approvals'
import { tellPerson } from './tell-person'

export const enableTeammate = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (!person.disabledAt) throw new Refused('conflict', `${person.name} is already enabled.`)
    await changeStaffRow(db, { staffId: person.id, disabledAt: null })
    const held = await holdApprovals(db, { staffId: person.id, because: 'enabled', by: staff })
    await tellPerson(db, {
      person,
      type: 'staff.enabled',
      subject: 'Account enabled',
      words: {
        own: `${staff.name} enabled your Pushdesk account. You can sign in again.`,
        others: `${staff.name} enabled the account of ${person.name} (${person.email}).`,
      },
    })
    return {
      result: { name: person.name },
      audit: {
        action: 'team.enable',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: { isDisabled: true },
        after: { isDisabled: false, ...held },
      },
    }
  },
)
