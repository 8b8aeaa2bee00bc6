import { readCompanies } from '@/lib/companies/read-companies'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'

/** Returns a function from IDs to the slugs of companies that the caller has access to. */
export async function companySlugsOf(ctx: StaffContext): Promise<(ids: readonly string[]) => string[]> {
  const slugs = new Map((await readCompanies(ctx, {})).map(({ id, slug }) => [id, slug]))
  return (ids) => ids.flatMap((id) => slugs.get(id) ?? []).sort()
}

/** Returns the IDs of the companies. Throws if a slug belongs to no company that the caller has access to. */
export async function companyIdsNamed(ctx: StaffContext, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const ids = await idsBySlug(ctx)
  return slugs.map((slug, index) => ids.get(slug) ?? unknownCompany(`companies.${index}`, slug))
}

/** Does the same for one slug, in the field `company`. */
export const companyIdOf = async (ctx: StaffContext, slug: string) =>
  (await idsBySlug(ctx)).get(slug) ?? unknownCompany('company', slug)

export const idsBySlug = async (ctx: StaffContext) =>
  new Map((await readCompanies(ctx, {})).map(({ id, slug }) => [slug, id]))

export function unknownCompany(field: string, slug: string): never {
  throw new Refused('invalid', 'Some fields aren’t valid.', {
    [field]: [`There is no company with the slug “${slug}” that you have access to.`],
  })
}
