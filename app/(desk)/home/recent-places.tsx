import type { Route } from 'next'
import { type Place, placeAt } from '@/components/desk/frame/places'
import { Link } from '@/components/ui/link'
import { Outside } from '@/components/ui/text/outside'
import type { WorkspaceCompany } from '@/lib/companies/workspace'

type Props = { companies: readonly WorkspaceCompany[]; paths: readonly string[] }

/** Links to the places last visited in this browser. */
export function RecentPlaces({ companies, paths }: Props) {
  const places = paths.flatMap((path): Place[] => {
    const place = placeAt(companies, path)
    return place ? [place] : []
  })
  if (places.length === 0) return null
  return (
    <nav aria-label="Recent" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span aria-hidden className="text-faint text-sm">
        Recent
      </span>
      {places.map(({ app, environment }) => (
        <Link
          key={environment.id}
          href={`${environment.path}/overview` as Route}
          className="flex min-w-0 max-w-64 gap-1.5 rounded-sm text-quiet hover:text-text hover:underline"
        >
          <span className="truncate">
            <Outside>{app.name}</Outside>
          </span>
          <span className={environment.name === 'sandbox' ? 'text-sandbox' : 'text-faint'}>
            {environment.name === 'sandbox' ? 'Sandbox' : 'Production'}
          </span>
        </Link>
      ))}
    </nav>
  )
}
