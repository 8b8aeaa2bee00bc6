import type { Db } from '@/db/client'
import { findSignInSettings, noSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { type Role, roles } from '@/db/schema/staff'
import { signInNeeds } from '@/db/schema/values'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import type { SignInNeed, SignInNeeds } from './need-words'

/** SIGN_IN_RULES=off: the operator's way back in. */
export const areRulesOff = () => env().SIGN_IN_RULES === 'off'

/** What each role's people must show now. */
export async function needsNow(db: Db): Promise<SignInNeeds> {
  return areRulesOff() ? noSignInNeeds : ((await findSignInSettings(db))?.needs ?? noSignInNeeds)
}

export const isAllSingleSignOn = (needs: SignInNeeds) => roles.every((role) => needs[role] === 'single_sign_on')

/** No password of that role's people signs in, and none is made for them. */
export const needsSingleSignOn = async (db: Db, role: Role) => (await needsNow(db))[role] === 'single_sign_on'

export const singleSignOnNeeded = () =>
  new Refused('signed-out', 'Sign in with single sign-on.', {}, 'single_sign_on_needed')

const strictness = (need: SignInNeed) => signInNeeds.indexOf(need)

/** Whether some role's people would have to show less. */
export const isLooser = (before: SignInNeeds, after: SignInNeeds) =>
  roles.some((role) => strictness(after[role]) < strictness(before[role]))

/** The roles whose people must show more. */
export const stricterRoles = (before: SignInNeeds, after: SignInNeeds) =>
  roles.filter((role) => strictness(after[role]) > strictness(before[role]))

export const areSameNeeds = (one: SignInNeeds, other: SignInNeeds) => roles.every((role) => one[role] === other[role])
