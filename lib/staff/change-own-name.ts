import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { isolated } from '../isolated'
import { onPlatform } from '../scope'

const ChangeOwnName = onPlatform({ name: z.string().trim().min(1, 'Enter your name.').max(100) })

export const changeOwnName = command('account.change', ChangeOwnName, async ({ db, staff, input }) => {
  const { name } = input
  const person = await lockStaff(db, { staffId: staff.id })
  if (!person) throw new Refused('not-found', 'Your account is no longer there.')
  if (person.name === name) throw new Refused('conflict', `Nothing to save: your name is already ${isolated(name)}.`)
  await changeStaffRow(db, { staffId: staff.id, name })
  return {
    result: { name },
    audit: {
      action: 'account.change_name',
      subject: { kind: 'staff', id: staff.id, name },
      before: { name: person.name },
      after: { name },
    },
  }
})
