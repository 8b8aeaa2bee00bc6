import { FilterAudit } from '@/lib/audit/filters'

export type Search = Record<string, string | string[] | undefined>

/** The valid filters of the URL. Everything else is left out. */
export function filtersIn(search: Search): FilterAudit {
  const given: Record<string, string> = {}
  for (const name of FilterAudit.keyof().options) {
    const value = search[name]
    if (typeof value === 'string' && value !== '' && FilterAudit.shape[name].safeParse(value).success)
      given[name] = value
  }
  return FilterAudit.parse(given)
}
