import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { signInGroupsNamed } from '@/db/queries/staff/sign-in-groups'
import {
  changeStaffRow,
  findStaffByEmail,
  insertStaff,
  lockStaffAmongAdmins,
  replaceCompanies,
} from '@/db/queries/staff/staff'
import { cut, isStorable } from '@/db/storable'
import { accessFacts, allOf, isSameAccess, type StaffAccess } from '@/lib/staff/team/access'
import { approvesMore, holdApprovals } from '@/lib/staff/team/hold-approvals'
import { nameText } from '@/lib/text/name-text'

type AtProvider = { groups?: string[]; issuer: string; subject: string; requestId: string; ip?: string | undefined }

const heldBy = { id: null, name: 'Your groups at the provider' }
const nothing: StaffAccess = { role: 'viewer', companyIds: [], companyRoles: {} }
const nameMax = 100
const Name = nameText(nameMax, 'Enter a name.')

/** The combined access of the groups; undefined if they give none. */
const accessOf = async (db: Db, groups: string[] = []) =>
  allOf(await signInGroupsNamed(db, { names: groups.filter(isStorable) }))

/** Applies the groups' current access to a person. If there is none, ends their sessions and returns undefined. */
export async function followAtSignIn(
  db: Db,
  { staffId, groups, issuer, requestId, ip }: AtProvider & { staffId: string },
) {
  const person = await lockStaffAmongAdmins(db, { staffId })
  if (!person) return undefined
  const access = await accessOf(db, groups)
  const isLastAdmin = person.role === 'admin' && person.otherAdmins === 0
  // An installation always needs an admin, so the last one stays admin whatever the provider says.
  if (isLastAdmin && access?.role !== 'admin') return { id: staffId }
  const line = { db, person, issuer, requestId, ip }
  if (!access) {
    // Remove their access too, so that their password and service tokens give no more than the groups do.
    await changeStaffRow(db, { staffId, role: nothing.role })
    await replaceCompanies(db, { staffId, ...nothing })
    const sessionsEnded = await deleteSessionsOf(db, { staffId })
    const after = { issuer, sessionsEnded, ...accessFacts(nothing) }
    await insertLine({ ...line, action: 'account.no_group', before: accessFacts(person), after })
    return undefined
  }
  if (isSameAccess(person, access)) return { id: staffId }
  await changeStaffRow(db, { staffId, role: access.role })
  await replaceCompanies(db, { staffId, ...access })
  const held = approvesMore(person, access) ? await holdApprovals(db, { staffId, because: 'access', by: heldBy }) : {}
  const after = { issuer, ...accessFacts(access), ...held }
  await insertLine({ ...line, action: 'account.follow_groups', before: accessFacts(person), after })
  return { id: staffId }
}

/** Creates an account for an uninvited person if their groups give access. */
export async function joinByGroups(
  db: Db,
  { email, name, groups, issuer, subject, requestId, ip }: AtProvider & { email: string; name?: string },
) {
  const access = await accessOf(db, groups)
  if (!access || (await findStaffByEmail(db, { email }))) return undefined
  const person = await insertStaff(db, {
    email,
    name: Name.safeParse(cut(name ?? '', nameMax)).data ?? cut(email, nameMax),
    role: access.role,
    followsGroups: true,
    oidcIssuer: issuer,
    oidcSubject: subject,
  })
  await replaceCompanies(db, { staffId: person.id, ...access })
  const held = await holdApprovals(db, { staffId: person.id, because: 'access', by: heldBy })
  const after = { issuer, email, ...accessFacts(access), ...held }
  await insertLine({ db, person, issuer, requestId, ip, action: 'team.join_by_group', after })
  return { id: person.id }
}

type Line = { db: Db; person: { id: string; name: string }; action: string; before?: unknown; after: unknown } & Pick<
  AtProvider,
  'issuer' | 'requestId' | 'ip'
>

const insertLine = ({ db, person: { id, name }, action, before, after, requestId, ip }: Line) =>
  insertAuditEntry(db, {
    action,
    actorKind: 'system',
    actorName: 'Single sign-on',
    subjectKind: 'staff',
    subjectId: id,
    subjectName: name,
    before,
    after,
    ip,
    requestId,
  })
