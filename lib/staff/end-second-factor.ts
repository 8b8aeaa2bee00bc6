import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'
import { passwordHolds } from './password'

const EndSecondFactor = onPlatform({ currentPassword: z.string().min(1, 'Enter your current password.') })

export const noSecondFactor = { totpSecret: null, totpConfirmedAt: null, totpStep: null, recoveryCodes: [] }

export const endSecondFactor = command('account.change', EndSecondFactor, async ({ db, staff, input }) => {
  const person = await lockStaff(db, { staffId: staff.id })
  if (!(await passwordHolds(person?.passwordHash, input.currentPassword)))
    throw new Refused('invalid', 'The current password is incorrect.', {
      currentPassword: ['Incorrect password.'],
    })
  if (!person?.totpConfirmedAt) throw new Refused('conflict', 'The second factor is off already. Reload the page.')
  await changeStaffRow(db, { staffId: staff.id, ...noSecondFactor })
  return {
    result: undefined,
    audit: {
      action: 'account.turn_off_second_factor',
      subject: { kind: 'staff', id: staff.id, name: staff.name },
      before: { secondFactor: 'on' },
      after: { secondFactor: 'off' },
    },
  }
})
