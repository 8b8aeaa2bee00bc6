import type { Database } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { findSignInSettings } from '@/db/queries/staff/sign-in-settings'
import { signInNeeds } from '@/db/schema/values'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'

const [nothing, , singleSignOn] = signInNeeds

/** Logs when the operator's settings disable the sign-in rules, or when no one can meet them without a provider. */
export async function tellSignInRules({ env, database }: { env: Env; database: Database }) {
  const needs = Object.values((await findSignInSettings(database.db))?.needs ?? {})
  if (needs.every((need) => need === nothing)) return
  if (env.SIGN_IN_RULES === 'off') {
    log.warn('sign-in rules ignored, because SIGN_IN_RULES is off')
    await insertAuditEntry(database.db, {
      action: 'sign_in.ignored',
      actorKind: 'system',
      actorName: 'Start',
      subjectKind: 'sign_in_rules',
      subjectName: 'Sign-in rules',
      after: { SIGN_IN_RULES: 'off' },
    })
  } else if (needs.includes(singleSignOn) && !env.AUTH_OIDC_ISSUER)
    log.warn(
      'single sign-on is required but not set up; set AUTH_OIDC_*, or SIGN_IN_RULES=off to sign in with a password',
    )
}
