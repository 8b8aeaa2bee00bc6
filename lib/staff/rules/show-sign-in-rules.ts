import { isApprovalRequiredSomewhere } from '@/db/queries/companies'
import { findSignInSettings, noSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { query } from '@/lib/command'
import { env } from '@/lib/env'
import { onPlatform } from '@/lib/scope'
import { areRulesOff } from './needs'

export const showSignInRules = query('sign_in.read', onPlatform({}), async ({ db, staff }) => {
  const [row, takesTwo] = await Promise.all([findSignInSettings(db), isApprovalRequiredSomewhere(db)])
  return {
    needs: row?.needs ?? noSignInNeeds,
    /** Looser rules waiting for a second admin. */
    asked:
      row?.askedNeeds && row.askedById
        ? { needs: row.askedNeeds, byName: row.askedByName ?? 'An admin', isYou: row.askedById === staff.id }
        : null,
    takesTwo,
    hasSingleSignOn: env().AUTH_OIDC_ISSUER !== undefined,
    /** The operator started Pushdesk with SIGN_IN_RULES=off. */
    isOff: areRulesOff(),
  }
})

export type SignInRules = Awaited<ReturnType<typeof showSignInRules>>
