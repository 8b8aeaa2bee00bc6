import { z } from 'zod'
import type { Db } from '@/db/client'
import { isApprovalRequiredSomewhere } from '@/db/queries/companies'
import { announceSessionsOf, deleteSessionsWithout } from '@/db/queries/staff/sessions'
import {
  askForSignInNeeds,
  hasLinkedAdmin,
  lockSignInSettings,
  saveSignInNeeds,
} from '@/db/queries/staff/sign-in-settings'
import { signInNeeds } from '@/db/schema/values'
import { type AuditOf, command } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import { tellChannels } from '@/lib/notices/tell-channels'
import { onPlatform } from '@/lib/scope'
import { roleWord } from '@/lib/staff/roles'
import { refuseWhileHeld } from '@/lib/staff/team/approval-hold'
import { needWord, type SignInNeeds } from './need-words'
import { areSameNeeds, isLooser, stricterRoles } from './needs'

const Need = z.enum(signInNeeds, 'Choose what people with this role need to sign in.')
export const SignInNeedsInput = z.object({ admin: Need, integration_manager: Need, support: Need, viewer: Need })

type Row = Awaited<ReturnType<typeof lockSignInSettings>>
type Wanted = { row: Row; needs: SignInNeeds; staff: SignedInStaff }
type Done = { result: { isAsked: boolean; sessionsEnded: number }; audit: AuditOf }

const subject = { kind: 'sign_in_rules', name: 'Sign-in rules' }

/**
 * Sets what each role needs to sign in. One admin can make the rules stricter. Loosening them takes two admins if any
 * company requires approval: the first admin's request waits until another makes the same one, or an admin saves the
 * current rules.
 */
export const changeSignInRules = command(
  'sign_in.change',
  onPlatform({ needs: SignInNeedsInput }),
  async ({ db, staff, input: { needs } }): Promise<Done> => {
    const row = await lockSignInSettings(db)
    const wanted = { row, needs, staff }
    if (areSameNeeds(row.needs, needs)) return keep(db, wanted)
    await refuseLockOut(db, wanted)
    if (!isLooser(row.needs, needs) || !(await isApprovalRequiredSomewhere(db))) return save(db, wanted)
    await refuseWhileHeld(db, staff)
    const isSameWish = row.askedNeeds !== null && areSameNeeds(row.askedNeeds, needs)
    if (isSameWish && row.askedById !== staff.id) return save(db, wanted)
    if (isSameWish)
      throw new Refused('conflict', 'You’ve already requested this. Another admin must agree on this page.')
    await askForSignInNeeds(db, { needs, staffId: staff.id, name: staff.name, now: new Date() })
    return {
      result: { isAsked: true, sessionsEnded: 0 },
      audit: { subject, action: 'sign_in.ask', before: { needs: row.needs }, after: { needs, askedBy: staff.name } },
    }
  },
)

async function keep(db: Db, { row, needs }: Wanted): Promise<Done> {
  if (!row.askedById) throw new Refused('conflict', 'Nothing to save: these rules already apply.')
  await saveSignInNeeds(db, { needs })
  const before = { askedBy: row.askedByName, asked: row.askedNeeds }
  return {
    result: { isAsked: false, sessionsEnded: 0 },
    audit: { subject, action: 'sign_in.keep', before, after: { askedBy: null, needs } },
  }
}

/** Keeps an admin from locking everyone out: single sign-on must have worked once before it replaces passwords. */
async function refuseLockOut(db: Db, { row, needs, staff }: Wanted) {
  if (!stricterRoles(row.needs, needs).some((role) => needs[role] === 'single_sign_on')) return
  const { AUTH_OIDC_ISSUER: issuer } = env()
  if (!issuer)
    throw new Refused(
      'conflict',
      'Single sign-on isn’t set up, so no one could sign in with it. The operator can set AUTH_OIDC_ISSUER, AUTH_OIDC_ID, and AUTH_OIDC_SECRET.',
    )
  if (staff.token ? await hasLinkedAdmin(db, { issuer }) : staff.signedInWith === 'single_sign_on') return
  throw new Refused(
    'conflict',
    staff.token
      ? 'No admin has signed in with single sign-on yet. Do that first, to make sure that it works.'
      : 'Sign in with single sign-on yourself first, to make sure that it works. Then change the rules.',
  )
}

async function save(db: Db, { row, needs, staff }: Wanted): Promise<Done> {
  await saveSignInNeeds(db, { needs })
  const stricter = stricterRoles(row.needs, needs)
  const roles = stricter.filter((role) => needs[role] === 'single_sign_on')
  const issuer = env().AUTH_OIDC_ISSUER ?? ''
  const sessionsEnded = roles.length > 0 ? await deleteSessionsWithout(db, { issuer, roles }) : 0
  if (stricter.length > 0) await announceSessionsOf(db, { roles: stricter, now: new Date() })
  await tellChannels(db, {
    topic: 'access',
    companyId: null,
    notice: {
      type: 'staff.sign_in_rules',
      heading: 'Sign-in rules changed',
      lines: [`${staff.name} changed what people need to sign in. ${inWords(needs)}`],
      path: '/team',
    },
  })
  const askedBy = row.askedById ? { askedBy: row.askedByName } : {}
  return {
    result: { isAsked: false, sessionsEnded },
    audit: { subject, before: { needs: row.needs, ...askedBy }, after: { needs, sessionsEnded } },
  }
}

const inWords = (needs: SignInNeeds) =>
  `${Object.entries(needs)
    .map(([role, need]) => `${roleWord(role as keyof SignInNeeds)}: ${needWord(need).toLowerCase()}`)
    .join('. ')}.`
