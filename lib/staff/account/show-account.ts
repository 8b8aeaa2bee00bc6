import { listSessionsOf } from '@/db/queries/staff/sessions'
import { findStaff } from '@/db/queries/staff/staff'
import { companiesByName } from '@/db/queries/workspace'
import { sessionLimits } from '@/db/session-limits'
import { query } from '@/lib/command'
import { env } from '@/lib/env'
import { sendsLinks } from '@/lib/notices/site'
import { onPlatform } from '@/lib/scope'

export const showAccount = query('account.change', onPlatform({}), async ({ db, staff }) => {
  const [person, sessions, companies] = await Promise.all([
    findStaff(db, { staffId: staff.id }),
    listSessionsOf(db, { staffId: staff.id, now: new Date() }),
    companiesByName(db, { companyIds: staff.companyIds }),
  ])
  return {
    name: staff.name,
    email: staff.email,
    role: staff.role,
    companies: companies.map((company) => ({ ...company, role: staff.companyRoles?.[company.id] })),
    /** How long a single sign-on session lasts; undefined for a password session. */
    providerHours: staff.signedInWith === 'single_sign_on' ? env().AUTH_OIDC_SESSION_HOURS : undefined,
    /** Undefined if this installation sends no email. */
    mailOff: sendsLinks() ? (person?.mailOff ?? []) : undefined,
    hasPassword: Boolean(person?.passwordHash),
    singleSignOn: singleSignOnOf(person?.oidcIssuer),
    secondFactorSince: person?.totpConfirmedAt ?? undefined,
    recoveryCodesLeft: person?.recoveryCodes.length ?? 0,
    sessionLimits: sessionLimits(),
    sessions: sessions.map((session) => ({ ...session, isThisOne: session.id === staff.sessionId })),
  }
})

/** Undefined if single sign-on isn't set up. A link to a former provider counts as not linked. */
function singleSignOnOf(linkedIssuer: string | null | undefined): 'linked' | 'not linked' | undefined {
  const issuer = env().AUTH_OIDC_ISSUER
  return issuer ? (linkedIssuer === issuer ? 'linked' : 'not linked') : undefined
}

export type OwnAccount = Awaited<ReturnType<typeof showAccount>>
export type OwnSession = OwnAccount['sessions'][number]
