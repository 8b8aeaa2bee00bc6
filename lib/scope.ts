import { z } from 'zod'
import type { Db } from '@/db/client'
import { findApp, findCompany, findEnvironment } from '@/db/queries/companies'
import { findIncident } from '@/db/queries/incidents/incidents'
import type { StaffContext } from './context'
import { Refused } from './errors'
import { readOnce } from './read-once'
import { tellRefusal } from './tell-refusal'

/** What every staff input says about where it acts. `isArchivedToo` is for what brings back or looks at the archived. */
export type Scoped = (
  | { environmentId: string }
  | { appId: string }
  | { companyId: string }
  | { incidentId: string }
  | { scope: 'platform' }
) & {
  isArchivedToo?: true
}

/** What `run` gets: as much of the chain as the input names. */
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
/** Spread into a shape, so that what is archived is found as well. */
export const archivedToo = { isArchivedToo: z.literal(true).default(true) }
export const onPlatform = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ scope: z.literal('platform').default('platform'), ...shape })

/** Finds what the input names and refuses, as not found, what the staff member's companies do not contain. */
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

/** The same answer for what does not exist and for what belongs to others, so that ids tell nothing. */
export const nothingHere = () =>
  new Refused('not-found', 'This doesn’t exist, or it belongs to a company you don’t have access to.')

/** The answer is the same, and whoever is on duty can see that someone asked. */
export function othersThing(by: Asker, companyId: string | null) {
  tellRefusal('other_company', { ...askerOf(by), companyId: companyId ?? undefined })
  return nothingHere()
}

/** Who asks: a person's request, or the act that it became. */
export type Asker = Pick<StaffContext, 'staff' | 'requestId' | 'ip' | 'trace'>

/** As the log names them. */
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

/** That of the whole platform concerns everyone, and only those who see all companies may change it. */
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
