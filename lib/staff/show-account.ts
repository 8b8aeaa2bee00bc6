import { findStaff, listSessionsOf } from '@/db/queries/staff'
import { companiesByName } from '@/db/queries/workspace'
import { query } from '../command'
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
    hasSingleSignOn: Boolean(person?.oidcSubject),
    secondFactorSince: person?.totpConfirmedAt ?? undefined,
    recoveryCodesLeft: person?.recoveryCodes.length ?? 0,
    sessions: sessions.map((session) => ({ ...session, isThisOne: session.id === staff.sessionId })),
  }
})

export type OwnSession = Awaited<ReturnType<typeof showAccount>>['sessions'][number]
