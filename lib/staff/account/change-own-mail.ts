import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { mailTopics } from '@/db/schema/values'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'

const ChangeOwnMail = onPlatform({ wanted: z.array(z.enum(mailTopics)) })

/** Sets the topics a person gets emails about. Links that they request are always sent. */
export const changeOwnMail = command('account.change', ChangeOwnMail, async ({ db, staff, input: { wanted } }) => {
  const person = await lockStaff(db, { staffId: staff.id })
  if (!person) throw new Refused('not-found', 'Your account no longer exists.')
  const mailOff = mailTopics.filter((topic) => !wanted.includes(topic))
  const before = mailTopics.filter((topic) => person.mailOff.includes(topic))
  if (mailOff.join() === before.join()) throw new Refused('conflict', 'Nothing to save: you already get these emails.')
  await changeStaffRow(db, { staffId: staff.id, mailOff })
  return {
    result: { mailOff },
    audit: {
      action: 'account.change_mail',
      subject: { kind: 'staff', id: staff.id, name: staff.name },
      before: { mailOff: before },
      after: { mailOff },
    },
  }
})
