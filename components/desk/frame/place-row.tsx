'use client'

import type { Route } from 'next'
import { FavoriteStar, type SetFavorite } from '@/components/desk/favorite-star'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { Outside } from '@/components/ui/text/outside'
import type { WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { Listed } from './place-groups'
import type { Place } from './places'

const keptPages = new Set(['overview', 'prompt', 'devices', 'deliveries', 'test', 'settings'])

/** Links to the same page in another environment, or to its overview if the page is about a single item. */
export const hrefOf = ({ path }: WorkspaceEnvironment, page: string | undefined) =>
  `${path}/${page && keptPages.has(page) ? page : 'overview'}` as Route

type Props = {
  listed: Listed
  here: Place
  page: string | undefined
  setFavorite: SetFavorite
  close: () => void
}

/** The whole row links to one environment. The other one has its own link. */
export function PlaceRow({ listed: { app, companyName, meant }, here, page, setFavorite, close }: Props) {
  return (
    <li className="relative flex min-h-8 items-center gap-1 rounded-control py-1 pr-1 hover:bg-hover">
      <span className="relative z-10">
        <FavoriteStar app={app} setFavorite={setFavorite} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <Outside>{app.name}</Outside>
        {companyName && (
          <span className="truncate text-faint text-sm">
            <Outside>{companyName}</Outside>
          </span>
        )}
      </span>
      {app.environments.map((environment) => (
        <Link
          key={environment.id}
          href={hrefOf(environment, page)}
          onClick={close}
          aria-current={environment.id === here.environment.id ? 'true' : undefined}
          data-meant={environment.id === meant.id ? '' : undefined}
          className={classNames(
            'shrink-0 rounded-sm px-1.5 py-0.5 text-sm hover:underline aria-[current]:font-semibold',
            environment.name === 'sandbox' ? 'text-sandbox' : 'text-quiet',
            environment.id === meant.id ? 'after:absolute after:inset-0' : 'relative z-10',
          )}
        >
          <span className="sr-only">{app.name}, </span>
          {environment.name === 'sandbox' ? 'Sandbox' : 'Production'}
        </Link>
      ))}
    </li>
  )
}
