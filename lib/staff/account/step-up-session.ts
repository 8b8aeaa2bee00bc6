import { z } from 'zod'
import { markSteppedUp } from '@/db/queries/staff/sessions'
import { lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { passwordHolds } from '@/lib/staff/sign-in/password'
import { takeCode } from '@/lib/staff/sign-in/second-factor'
import { countingGuesses } from './counting-guesses'

const StepUp = onPlatform({
  proof: z.string().trim().min(1, 'Enter your password, or a code from your authenticator app.').max(200),
})

const codeShape = /^\d{6}$/

/** Steps up this session only. Takes the password, or a code if a second factor is on. */
export const stepUpSession = command(
  'account.change',
  StepUp,
  async ({ db, staff, input: { proof } }) => {
    const person = await lockStaff(db, { staffId: staff.id })
    if (!person?.passwordHash)
      throw new Refused(
        'conflict',
        'This account has no password. Continue with single sign-on to confirm that it’s you.',
      )
    const isCode = person.totpConfirmedAt !== null && codeShape.test(proof.replaceAll(' ', ''))
    const holds = isCode ? await takeCode(db, person, proof) : await passwordHolds(person.passwordHash, proof)
    if (!holds)
      throw new Refused('invalid', 'That isn’t right.', {
        proof: [isCode ? 'Incorrect code, or it was already used.' : 'Incorrect password.'],
      })
    await markSteppedUp(db, { sessionId: staff.sessionId, now: new Date() })
    return {
      result: undefined,
      audit: {
        action: 'account.step_up',
        subject: { kind: 'staff', id: staff.id, name: staff.name },
        after: { by: isCode ? 'code' : 'password' },
      },
    }
  },
  countingGuesses,
)
