import { z } from 'zod'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { newRecoveryCodes, takeCode } from '@/lib/staff/sign-in/second-factor'
import { countingGuesses } from './counting-guesses'

const ConfirmSecondFactor = onPlatform({
  code: z.string().trim().min(1, 'Enter the code from your authenticator app.'),
})

/** Makes sign-in require a code. Returns the recovery codes and ends all other sessions, which began without a code. */
export const confirmSecondFactor = command(
  'account.change',
  ConfirmSecondFactor,
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, { staffId: staff.id })
    if (!person?.totpSecret || person.totpConfirmedAt)
      throw new Refused('conflict', 'The setup wasn’t started or is already complete. Reload the page.')
    if (!(await takeCode(db, person, input.code)))
      throw new Refused('invalid', 'The code is incorrect.', {
        code: ['That code doesn’t match. Check that your phone’s clock is set automatically.'],
      })
    const { codes, signatures } = newRecoveryCodes(person)
    await changeStaffRow(db, { staffId: staff.id, totpConfirmedAt: new Date(), recoveryCodes: signatures })
    const sessionsEnded = await deleteSessionsOf(db, { staffId: staff.id, exceptId: staff.sessionId })
    return {
      result: { recoveryCodes: codes },
      audit: {
        action: 'account.turn_on_second_factor',
        subject: { kind: 'staff', id: staff.id, name: staff.name },
        before: { secondFactor: 'set-up begun' },
        after: { secondFactor: 'on', sessionsEnded },
      },
    }
  },
  countingGuesses,
)
