import { findEnvironmentBySlugs } from '@/db/queries/workspace'
import { environmentNames } from '@/db/schema/values'
import { isStorable } from '@/db/storable'
import type { StaffContext } from '@/lib/context'
import { withRefusal } from '@/lib/deliveries/attempts/refusal'
import { Refused } from '@/lib/errors'
import { roleIn } from '@/lib/permissions'
import { resolveScope } from '@/lib/scope'

export type EnvironmentPath = { company: string; app: string; environment: string }
export type EnvironmentPlace = Awaited<ReturnType<typeof environmentAt>>

/** The environment that a URL names, with the staff member’s role in its company. Throws without access to it. */
export async function environmentAt(ctx: StaffContext, { company, app, environment }: EnvironmentPath) {
  const name = [company, app].every(isStorable) && environmentNames.find((known) => known === environment)
  const found = name && (await findEnvironmentBySlugs(ctx.db, { company, app, environment: name }))
  if (!found) throw new Refused('not-found', 'This environment doesn’t exist, or you don’t have access to its company.')
  const { companyId } = await resolveScope(ctx, ctx.db, { environmentId: found.id })
  return { ...withRefusal(found), path: `/${company}/${app}/${found.name}`, role: roleIn(ctx.staff, companyId) }
}
