import type { Db } from '@/db/client'
import { findSignInSettings, noSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { type Role, roles } from '@/db/schema/staff'
import { signInNeeds } from '@/db/schema/values'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import type { SignInNeed, SignInNeeds } from './need-words'

/** SIGN_IN_RULES=off: the operator's way back in. */
export const areRulesOff = () => env().SIGN_IN_RULES === 'off'

/** What each role currently needs to sign in. */
export async function needsNow(db: Db): Promise<SignInNeeds> {
  return areRulesOff() ? noSignInNeeds : ((await findSignInSettings(db))?.needs ?? noSignInNeeds)
}

export const isAllSingleSignOn = (needs: SignInNeeds) => roles.every((role) => needs[role] === 'single_sign_on')

/** Whether the role needs single sign-on, so its people can't sign in with a password or set one. */
export const needsSingleSignOn = async (db: Db, role: Role) => (await needsNow(db))[role] === 'single_sign_on'

export const singleSignOnNeeded = () =>
  new Refused('signed-out', 'Sign in with single sign-on.', {}, 'single_sign_on_needed')

const strictness = (need: SignInNeed) => signInNeeds.indexOf(need)

/** Whether any role would need less to sign in. */
export const isLooser = (before: SignInNeeds, after: SignInNeeds) =>
  roles.some((role) => strictness(after[role]) < strictness(before[role]))

/** The roles that would need more to sign in. */
export const stricterRoles = (before: SignInNeeds, after: SignInNeeds) =>
  roles.filter((role) => strictness(after[role]) > strictness(before[role]))

export const areSameNeeds = (one: SignInNeeds, other: SignInNeeds) => roles.every((role) => one[role] === other[role])
