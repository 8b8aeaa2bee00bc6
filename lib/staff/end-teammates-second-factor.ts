import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'
import { noSecondFactor } from './end-second-factor'

/** For someone who lost the authenticator app and the recovery codes. They still need their password. */
export const endTeammatesSecondFactor = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, input }) => {
    const person = await lockStaff(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (!person.totpConfirmedAt) throw new Refused('conflict', `${person.name} doesn’t use two-factor authentication.`)
    await changeStaffRow(db, { staffId: person.id, ...noSecondFactor })
    return {
      result: { name: person.name },
      audit: {
        action: 'team.end_second_factor',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: { secondFactor: 'on' },
        after: { secondFactor: 'off' },
      },
    }
  },
)
