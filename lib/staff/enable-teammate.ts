import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'

export const enableTeammate = command('team.change', onPlatform({ staffId: z.uuid() }), async ({ db, input }) => {
  const person = await lockStaff(db, input)
  if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
  if (!person.disabledAt) throw new Refused('conflict', `${person.name} is already enabled.`)
  await changeStaffRow(db, { staffId: person.id, disabledAt: null })
  return {
    result: { name: person.name },
    audit: {
      action: 'team.enable',
      subject: { kind: 'staff', id: person.id, name: person.name },
      before: { isDisabled: true },
      after: { isDisabled: false },
    },
  }
})
