import { z } from 'zod'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { refuseCommonPassword } from '@/lib/staff/sign-in/common-password'
import { hashPassword, NewPassword, passwordHolds } from '@/lib/staff/sign-in/password'
import { countingGuesses } from './counting-guesses'

const ChangeOwnPassword = onPlatform({
  currentPassword: z.string().min(1, 'Enter your current password.'),
  newPassword: NewPassword,
})

/** Ends every other session, because someone may have signed in with the old password. */
export const changeOwnPassword = command(
  'account.change',
  ChangeOwnPassword,
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, { staffId: staff.id })
    if (!(await passwordHolds(person?.passwordHash, input.currentPassword)))
      throw new Refused('invalid', 'The current password is incorrect.', {
        currentPassword: ['Incorrect password.'],
      })
    if (input.newPassword === input.currentPassword)
      throw new Refused('invalid', 'Nothing to save: the new password is your current one.', {
        newPassword: ['Choose a password other than your current one.'],
      })
    await refuseCommonPassword(input.newPassword, 'newPassword')
    await changeStaffRow(db, { staffId: staff.id, passwordHash: await hashPassword(input.newPassword) })
    const sessionsEnded = await deleteSessionsOf(db, { staffId: staff.id, exceptId: staff.sessionId })
    return {
      result: { sessionsEnded },
      audit: {
        action: 'account.change_password',
        subject: { kind: 'staff', id: staff.id, name: staff.name },
        after: { sessionsEnded },
      },
    }
  },
  countingGuesses,
)
