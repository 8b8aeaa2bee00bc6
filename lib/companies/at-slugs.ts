import { appIdBySlugs, companyIdBySlug, environmentIdBySlugs } from '@/db/queries/slugs'
import { environmentNames } from '@/db/schema/values'
import { isStorable } from '@/db/storable'
import type { StaffContext } from '@/lib/context'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { nothingHere } from '@/lib/scope'

type Named = { company: string; app?: string; environment?: string }

/** Resolves slugs, including archived ones, to IDs for a verb, which then checks access. Throws if nothing is found. */
export async function companyAt({ db }: StaffContext, { company }: Named) {
  return (isStorable(company) && (await companyIdBySlug(db, { company }))) || notFound()
}

export async function appAt({ db }: StaffContext, { company, app = '' }: Named) {
  return (isStorable(company + app) && (await appIdBySlugs(db, { company, app }))) || notFound()
}

export async function environmentIdAt({ db }: StaffContext, { company, app = '', environment: name }: Named) {
  const environment = environmentNames.find((known) => known === name)
  if (!environment || !isStorable(company + app)) return notFound()
  return (await environmentIdBySlugs(db, { company, app, environment })) ?? notFound()
}

/** Resolves slugs to the level of a prompt: an app, a company, or the platform. */
export async function promptPlaceAt(
  ctx: StaffContext,
  { company, app, environment }: { company?: string; app?: string; environment: string },
): Promise<PlaceInput> {
  const environmentName = environmentNames.find((known) => known === environment) ?? notFound()
  if (company === undefined) return { scope: 'platform', environmentName }
  if (app === undefined) return { companyId: (await companyAt(ctx, { company })).companyId, environmentName }
  return { appId: (await environmentIdAt(ctx, { company, app, environment })).appId, environmentName }
}

function notFound(): never {
  throw nothingHere()
}
