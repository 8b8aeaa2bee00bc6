import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { passwordHolds } from '@/lib/staff/sign-in/password'
import { newTotp } from '@/lib/staff/sign-in/second-factor'
import { countingGuesses } from './counting-guesses'

const BeginSecondFactor = onPlatform({ currentPassword: z.string().min(1, 'Enter your current password.') })

/** Creates the secret for the authenticator. Sign-in asks for a code only after the first one is confirmed. */
export const beginSecondFactor = command(
  'account.change',
  BeginSecondFactor,
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, { staffId: staff.id })
    if (!person || !(await passwordHolds(person.passwordHash, input.currentPassword)))
      throw new Refused('invalid', 'The current password is incorrect.', {
        currentPassword: ['Incorrect password.'],
      })
    if (person.totpConfirmedAt)
      throw new Refused('conflict', 'Two-factor authentication is already on. Turn it off first.')
    const { sealed, secret, uri } = newTotp(person)
    await changeStaffRow(db, { staffId: staff.id, totpSecret: sealed, totpStep: null })
    return {
      result: { secret, uri },
      audit: {
        action: 'account.begin_second_factor',
        subject: { kind: 'staff', id: staff.id, name: staff.name },
        before: { secondFactor: person.totpSecret ? 'set-up begun' : 'off' },
        after: { secondFactor: 'set-up begun' },
      },
    }
  },
  countingGuesses,
)
