import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { closeInvitation, findOpenInvitationFor } from '@/db/queries/staff/invitations'
import {
  changeStaffRow,
  findStaffByEmail,
  findStaffByOidc,
  insertStaff,
  replaceCompanies,
} from '@/db/queries/staff/staff'
import { cut, isStorable } from '@/db/storable'
import { followAtSignIn, joinByGroups } from '@/lib/staff/groups/follow-at-sign-in'
import { holdForInvited } from '@/lib/staff/team/hold-approvals'
import { tellRefusal } from '@/lib/tell-refusal'

export type OidcIdentity = {
  issuer: string
  subject: string
  email: string | undefined
  isEmailVerified: boolean
  /** The provider's name for the person, used if no one here has given them one. */
  name?: string
  /** The person's groups at the provider; undefined if it sends none. */
  groups?: string[]
  requestId: string
  ip?: string | undefined
}

/**
 * Returns the staff member of an identity, or undefined. Identities are matched by issuer and subject. The first time,
 * a verified email leads to an account or open invitation with that email, or to a new account if a listed group gives
 * access. A person who follows their groups gets the groups' current access at each sign-in, and is rejected once there
 * is none.
 */
export async function signInWithOidc(db: Db, identity: OidcIdentity): Promise<{ id: string } | undefined> {
  const known = await findStaffByOidc(db, identity)
  const person = await personOf(db, identity, known)
  if (person) return person
  const { requestId, ip } = identity
  tellRefusal('single_sign_on', { requestId, ip, staffId: known?.id })
  // followAtSignIn has already audited that their groups give no access.
  if (!known?.followsGroups || known.disabledAt) await auditRefusal(db, identity, known)
  return undefined
}

type Known = Awaited<ReturnType<typeof findStaffByOidc>>

async function personOf(db: Db, identity: OidcIdentity, known: Known): Promise<{ id: string } | undefined> {
  if (known?.disabledAt) return undefined
  if (known?.followsGroups) return db.transaction((tx) => followAtSignIn(tx, { staffId: known.id, ...identity }))
  if (known) return { id: known.id }
  const { email } = identity
  if (!email || !identity.isEmailVerified) return undefined
  return db.transaction(
    async (tx) =>
      (await linkRow(tx, identity, email)) ??
      (await acceptByEmail(tx, identity, email)) ??
      joinByGroups(tx, { ...identity, email }),
  )
}

async function linkRow(db: Db, identity: OidcIdentity, email: string) {
  const person = await findStaffByEmail(db, { email })
  if (!person || person.disabledAt || person.oidcSubject) return undefined
  await changeStaffRow(db, { staffId: person.id, oidcIssuer: identity.issuer, oidcSubject: identity.subject })
  await insertLine(db, identity, person, 'account.link_single_sign_on')
  return { id: person.id }
}

async function acceptByEmail(db: Db, identity: OidcIdentity, email: string) {
  const now = new Date()
  const invitation = await findOpenInvitationFor(db, { email, now })
  if (!invitation || !(await closeInvitation(db, { invitationId: invitation.id, now }))) return undefined
  if (await findStaffByEmail(db, { email })) return undefined
  const { name, role, companyIds, companyRoles } = invitation
  const person = await insertStaff(db, {
    email: invitation.email,
    name,
    role,
    oidcIssuer: identity.issuer,
    oidcSubject: identity.subject,
  })
  await replaceCompanies(db, { staffId: person.id, companyIds, companyRoles })
  await holdForInvited(db, { staffId: person.id, invitation })
  await insertLine(db, identity, person, 'team.accept_invitation')
  return { id: person.id }
}

/** Audits a rejected sign-in like a wrong password, with the reason. */
async function auditRefusal(db: Db, { email, isEmailVerified, issuer, ip, requestId }: OidcIdentity, known: Known) {
  const person = known ?? (email && isStorable(email) ? await findStaffByEmail(db, { email }) : undefined)
  await insertAuditEntry(db, {
    action: 'session.sign_in_refused',
    actorKind: 'system',
    actorName: 'Single sign-on',
    subjectKind: 'staff',
    subjectId: person?.id,
    subjectName: email && isStorable(email) ? cut(email, 200) : undefined,
    after: { issuer, because: reasonOf(person, isEmailVerified) },
    ip,
    requestId,
  })
}

function reasonOf(person: Known, isEmailVerified: boolean) {
  if (person?.disabledAt) return 'the account is disabled'
  if (person && !isEmailVerified) return 'the provider hasn’t verified the email'
  return person ? 'the account belongs to another identity' : 'no account or invitation here'
}

function insertLine(
  db: Db,
  { requestId, issuer, ip }: OidcIdentity,
  person: { id: string; name: string },
  action: string,
) {
  return insertAuditEntry(db, {
    action,
    actorKind: 'staff',
    actorId: person.id,
    actorName: person.name,
    subjectKind: 'staff',
    subjectId: person.id,
    subjectName: person.name,
    after: { issuer },
    ip,
    requestId,
  })
}
