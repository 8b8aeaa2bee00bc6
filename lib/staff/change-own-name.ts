import { z } from 'zod'
import { changeStaffRow } from '@/db/queries/staff'
import { command } from '../command'
import { onPlatform } from '../scope'

const ChangeOwnName = onPlatform({ name: z.string().trim().min(1, 'Say how you are called.').max(100) })

export const changeOwnName = command('account.change', ChangeOwnName, async ({ db, staff, input }) => {
  await changeStaffRow(db, { staffId: staff.id, name: input.name })
  return {
    result: { name: input.name },
    audit: {
      action: 'account.change_name',
      subject: { kind: 'staff', id: staff.id, name: input.name },
      before: { name: staff.name },
      after: { name: input.name },
    },
  }
})
