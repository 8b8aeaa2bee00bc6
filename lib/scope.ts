import { z } from 'zod'
import type { Db } from '@/db/client'
import { findApp, findCompany, findEnvironment } from '@/db/queries/companies'
import { findIncident } from '@/db/queries/incidents/incidents'
import type { StaffContext } from './context'
import { Refused } from './errors'
import { readOnce } from './read-once'
import { tellRefusal } from './tell-refusal'

/** The scope that every staff input names. `isArchivedToo` is for restoring or viewing archived things. */
export type Scoped = (
  | { environmentId: string }
  | { appId: string }
  | { companyId: string }
  | { incidentId: string }
  | { scope: 'platform' }
) & {
  isArchivedToo?: true
}

/** The scope that `run` gets: as many levels as the input names. */
export type Scope = {
  companyId?: string
  companySlug?: string
  appId?: string
  environmentId?: string
  environmentName?: 'production' | 'sandbox'
}

export const inEnvironment = <T extends z.ZodRawShape>(shape: T) => z.object({ environmentId: z.uuid(), ...shape })
export const inApp = <T extends z.ZodRawShape>(shape: T) => z.object({ appId: z.uuid(), ...shape })
export const inCompany = <T extends z.ZodRawShape>(shape: T) => z.object({ companyId: z.uuid(), ...shape })
export const inIncident = <T extends z.ZodRawShape>(shape: T) => z.object({ incidentId: z.uuid(), ...shape })
/** Spread into a shape to find archived things too. */
export const archivedToo = { isArchivedToo: z.literal(true).default(true) }
export const onPlatform = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ scope: z.literal('platform').default('platform'), ...shape })

/** Resolves the scope that the input names. Throws not-found for anything outside the staff member's companies. */
export async function resolveScope(ctx: StaffContext, db: Db, input: Scoped): Promise<Scope> {
  if ('scope' in input) return {}
  if ('incidentId' in input) return scopeOfIncident(ctx, db, input.incidentId)
  const found = await readOnce(ctx, { of: resolveScope, asked: idsIn(input) }, () => lookUp(db, input))
  const { companyIds } = ctx.staff
  if (!found?.companyId) throw nothingHere()
  if (companyIds !== 'all' && !companyIds.includes(found.companyId)) throw othersThing(ctx, found.companyId)
  const { isArchived, ...scope } = found
  if (isArchived && !input.isArchivedToo)
    throw new Refused('not-found', 'This is archived. An admin can restore it on the Companies page.')
  return scope
}

/** The same error for things that don't exist and things of other companies, so that IDs reveal nothing. */
export const nothingHere = () =>
  new Refused('not-found', 'This doesn’t exist, or it belongs to a company you don’t have access to.')

/** Returns the same error, and logs the attempt for the person on duty. */
export function othersThing(by: Asker, companyId: string | null) {
  tellRefusal('other_company', { ...askerOf(by), companyId: companyId ?? undefined })
  return nothingHere()
}

/** The caller: a staff member's request, or the act that it became. */
export type Asker = Pick<StaffContext, 'staff' | 'requestId' | 'ip' | 'trace'>

/** The caller's fields in the log. */
export const askerOf = ({ staff, requestId, ip, trace }: Asker) => ({
  staffId: staff.id,
  tokenId: staff.token?.id,
  requestId,
  traceId: trace?.traceId,
  ip,
})

const idsIn = (input: Record<string, unknown>) => [input.environmentId, input.appId, input.companyId]

async function lookUp(
  db: Db,
  input: Exclude<Scoped, { scope: 'platform' } | { incidentId: string }>,
): Promise<(Scope & { isArchived: boolean }) | undefined> {
  if ('environmentId' in input) return findEnvironment(db, { environmentId: input.environmentId })
  if ('appId' in input) return findApp(db, { appId: input.appId })
  return findCompany(db, { companyId: input.companyId })
}

/** A platform-wide incident concerns everyone. Only staff who see all companies may change it. */
async function scopeOfIncident(ctx: StaffContext, db: Db, incidentId: string): Promise<Scope> {
  const found = await findIncident(db, { incidentId, companyIds: ctx.staff.companyIds })
  if (!found) {
    const others = await findIncident(db, { incidentId, companyIds: 'all' })
    throw others ? othersThing(ctx, others.incident.companyId) : nothingHere()
  }
  const { companyId, appId, environmentId } = found.incident
  return {
    companyId: companyId ?? undefined,
    companySlug: found.companySlug ?? undefined,
    appId: appId ?? undefined,
    environmentId: environmentId ?? undefined,
    environmentName: found.environmentName ?? undefined,
  }
}
