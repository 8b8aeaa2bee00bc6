import { z } from 'zod'
import type { Db } from '@/db/client'
import { changeStaffRow, lockStaffAmongAdmins, replaceCompanies } from '@/db/queries/staff/staff'
import { companiesByName } from '@/db/queries/workspace'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'
import { accessFacts, accessFor, accessShape, isSameAccess, type StaffAccess, strongestFirst } from './access'
import { approvesMore, holdApprovals } from './hold-approvals'
import { keepAnAdmin } from './keep-an-admin'

export const ChangeTeammate = onPlatform({
  staffId: z.uuid(),
  ...accessShape,
})

/** Changes a person's role and companies. Their open pages follow at the next request. */
export const changeTeammate = command('team.change', ChangeTeammate, async ({ db, staff, input }) => {
  const { staffId } = input
  const person = await lockStaffAmongAdmins(db, { staffId })
  if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
  if (person.followsGroups)
    throw new Refused(
      'conflict',
      `The role and companies of ${isolated(person.name)} come from their groups at the identity provider. Set their access in Pushdesk first.`,
    )
  const access = await accessAfter(db, person, input)
  const { role } = access
  if (isSameAccess(person, access))
    throw new Refused(
      'conflict',
      `Nothing to save: ${isolated(person.name)} already has this role and these companies.`,
    )
  if (person.role === 'admin' && !person.disabledAt && role !== 'admin') keepAnAdmin(person)
  await changeStaffRow(db, { staffId, role })
  await replaceCompanies(db, { staffId, ...access })
  const held = approvesMore(person, access) ? await holdApprovals(db, { staffId, because: 'access', by: staff }) : {}
  return {
    result: { name: person.name },
    audit: {
      subject: { kind: 'staff', id: staffId, name: person.name },
      before: accessFacts(person),
      after: { ...accessFacts(access), ...held },
    },
  }
})

/** Adds the person’s archived companies, which can’t be chosen but are kept for when they are restored. */
async function accessAfter(db: Db, theirs: StaffAccess, input: StaffAccess) {
  const chosen = await accessFor(db, input)
  if (chosen.role === 'admin') return chosen
  const present = new Set((await companiesByName(db, { companyIds: theirs.companyIds })).map(({ id }) => id))
  const archived = theirs.companyIds.filter((id) => !present.has(id))
  const rolesThere = archived.map((id) => [id, theirs.companyRoles[id] ?? theirs.role] as const)
  return strongestFirst({
    role: chosen.role,
    companyIds: [...chosen.companyIds, ...archived],
    companyRoles: { ...chosen.companyRoles, ...Object.fromEntries(theirs.role === 'admin' ? [] : rolesThere) },
  })
}
