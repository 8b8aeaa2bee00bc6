import { findStaff, listSessionsOf } from '@/db/queries/staff'
import { companiesByName } from '@/db/queries/workspace'
import { query } from '../command'
import { env } from '../env'
import { onPlatform } from '../scope'

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
    companies,
    hasPassword: Boolean(person?.passwordHash),
    singleSignOn: singleSignOnOf(person?.oidcIssuer),
    secondFactorSince: person?.totpConfirmedAt ?? undefined,
    recoveryCodesLeft: person?.recoveryCodes.length ?? 0,
    sessions: sessions.map((session) => ({ ...session, isThisOne: session.id === staff.sessionId })),
  }
})

/** Undefined where none is set up. One that is not set up any more signs nobody in. */
function singleSignOnOf(linkedIssuer: string | null | undefined): 'linked' | 'not linked' | undefined {
  const issuer = env().AUTH_OIDC_ISSUER
  return issuer ? (linkedIssuer === issuer ? 'linked' : 'not linked') : undefined
}

export type OwnAccount = Awaited<ReturnType<typeof showAccount>>
export type OwnSession = OwnAccount['sessions'][number]
