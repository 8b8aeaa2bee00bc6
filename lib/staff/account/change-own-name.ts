import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'
import { nameText } from '@/lib/text/name-text'

const ChangeOwnName = onPlatform({ name: nameText(100, 'Enter your name.') })

export const changeOwnName = command('account.change', ChangeOwnName, async ({ db, staff, input }) => {
  const { name } = input
  const person = await lockStaff(db, { staffId: staff.id })
  if (!person) throw new Refused('not-found', 'Your account no longer exists.')
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
