import { z } from 'zod'
import type { Db } from '@/db/client'
import { changeStaffRow, lockStaffAmongAdmins, replaceCompanies } from '@/db/queries/staff/staff'
import { companiesByName } from '@/db/queries/workspace'
import { roles } from '@/db/schema/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'
import { companiesFor } from './companies-for'
import { approvesMore, holdApprovals } from './hold-approvals'
import { keepAnAdmin } from './keep-an-admin'

export const ChangeTeammate = onPlatform({
  staffId: z.uuid(),
  role: z.enum(roles, 'Choose a role.'),
  companyIds: z.array(z.uuid()).default([]),
})

/** Changes role and companies. Their open pages follow at the next request. */
export const changeTeammate = command('team.change', ChangeTeammate, async ({ db, staff, input }) => {
  const { staffId, role } = input
  const person = await lockStaffAmongAdmins(db, { staffId })
  if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
  const companyIds = await companiesAfter(db, person, input)
  if (person.role === role && isSame(person.companyIds, companyIds))
    throw new Refused(
      'conflict',
      `Nothing to save: ${isolated(person.name)} already has this role and these companies.`,
    )
  if (person.role === 'admin' && !person.disabledAt && role !== 'admin') keepAnAdmin(person)
  await changeStaffRow(db, { staffId, role })
  await replaceCompanies(db, { staffId, companyIds })
  const held = approvesMore(person, { role, companyIds })
    ? await holdApprovals(db, { staffId, because: 'access', by: staff.name })
    : {}
  return {
    result: { name: person.name },
    audit: {
      subject: { kind: 'staff', id: staffId, name: person.name },
      before: { role: person.role, companyIds: person.companyIds },
      after: { role, companyIds, ...held },
    },
  }
})

/** An archived company can’t be chosen, and stays theirs for when it comes back. */
async function companiesAfter(
  db: Db,
  { companyIds: theirs }: { companyIds: string[] },
  input: z.output<typeof ChangeTeammate>,
) {
  const chosen = await companiesFor(db, input)
  if (input.role === 'admin') return chosen
  const present = new Set((await companiesByName(db, { companyIds: theirs })).map(({ id }) => id))
  return [...chosen, ...theirs.filter((id) => !present.has(id))]
}

const isSame = (some: string[], others: string[]) =>
  some.length === others.length && some.every((id) => others.includes(id))
