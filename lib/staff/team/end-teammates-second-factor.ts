import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { noSecondFactor } from '@/lib/staff/account/end-second-factor'
import { holdApprovals } from './hold-approvals'
import { tellPerson } from './tell-person'

/** Turns off the second factor of someone who lost the app and the recovery codes. They still need their password. */
export const endTeammatesSecondFactor = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (!person.totpConfirmedAt) throw new Refused('conflict', `${person.name} doesn’t use two-factor authentication.`)
    await changeStaffRow(db, { staffId: person.id, ...noSecondFactor })
    const held = await holdApprovals(db, { staffId: person.id, because: 'second_factor', by: staff })
    await tellPerson(db, {
      person,
      type: 'staff.second_factor_removed',
      subject: 'Two-factor authentication removed',
      words: {
        own: `${staff.name} removed two-factor authentication from your Pushdesk account. Your password alone signs you in now.`,
        others: `${staff.name} removed two-factor authentication from the account of ${person.name} (${person.email}).`,
      },
    })
    return {
      result: { name: person.name },
      audit: {
        action: 'team.end_second_factor',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: { secondFactor: 'on' },
        after: { secondFactor: 'off', ...held },
      },
    }
  },
)
