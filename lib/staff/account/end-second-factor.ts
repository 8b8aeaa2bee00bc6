import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { needsNow } from '@/lib/staff/rules/needs'
import { passwordHolds } from '@/lib/staff/sign-in/password'
import { takeCode } from '@/lib/staff/sign-in/second-factor'
import { countingGuesses } from './counting-guesses'

const EndSecondFactor = onPlatform({
  currentPassword: z.string().min(1, 'Enter your current password.'),
  code: z.string().trim().min(1, 'Enter the code from your authenticator app, or a recovery code.'),
})

export const noSecondFactor = { totpSecret: null, totpConfirmedAt: null, totpStep: null, recoveryCodes: [] }

/** Takes the password and a code: someone with a stolen session and password must not be able to turn this off. */
export const endSecondFactor = command(
  'account.change',
  EndSecondFactor,
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, { staffId: staff.id })
    if (!(await passwordHolds(person?.passwordHash, input.currentPassword)))
      throw new Refused('invalid', 'The current password is incorrect.', {
        currentPassword: ['Incorrect password.'],
      })
    if (!person?.totpConfirmedAt)
      throw new Refused('conflict', 'Two-factor authentication is already off. Reload the page.')
    if ((await needsNow(db))[person.role] === 'second_factor')
      throw new Refused('conflict', 'Your role needs two-factor authentication, so it can’t be turned off.')
    if (!(await takeCode(db, person, input.code)))
      throw new Refused('invalid', 'That code is incorrect or was already used.', {
        code: ['Enter the current code, or a recovery code.'],
      })
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
  },
  countingGuesses,
)
