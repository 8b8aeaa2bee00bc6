import { z } from 'zod'
import type { Db } from '@/db/client'
import { changeStaffRow, lockStaffAmongAdmins, replaceCompanies } from '@/db/queries/staff'
import { companiesByName } from '@/db/queries/workspace'
import { roles } from '@/db/schema/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { isolated } from '../isolated'
import { onPlatform } from '../scope'
import { companiesFor } from './companies-for'
import { keepAnAdmin } from './keep-an-admin'

export const ChangeTeammate = onPlatform({
  staffId: z.uuid(),
  role: z.enum(roles, 'Choose a role.'),
  companyIds: z.array(z.uuid()).default([]),
})

/** Changes role and companies. Their open pages follow at the next request. */
export const changeTeammate = command('team.change', ChangeTeammate, async ({ db, input }) => {
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
  return {
    result: { name: person.name },
    audit: {
      subject: { kind: 'staff', id: staffId, name: person.name },
      before: { role: person.role, companyIds: person.companyIds },
      after: { role, companyIds },
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
