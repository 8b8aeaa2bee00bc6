'use client'

import { Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import type { SetFavorite } from '@/components/desk/favorite-star'
import { TextField } from '@/components/ui/form/text-field'
import { Outside } from '@/components/ui/text/outside'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { plural } from '@/lib/format/number'
import { type Listed, placeGroups } from './place-groups'
import { hrefOf, PlaceRow } from './place-row'
import type { Place } from './places'
import { rememberedPlaces } from './recent-places'
import { stepInRows } from './step-in-rows'

type Props = { companies: WorkspaceCompany[]; place: Place; setFavorite: SetFavorite; close: () => void }

/** Favorites and recent places, then every company. Typing filters them. */
export function PlaceList({ companies, place, setFavorite, close }: Props) {
  const router = useRouter()
  const page = usePathname().split('/')[4]
  const [find, setFind] = useState('')
  const [recent] = useState(rememberedPlaces)
  const list = useRef<HTMLDivElement>(null)
  const groups = placeGroups({ companies, place, recent, find })
  const count = groups.reduce((sum, { apps }) => sum + apps.length, 0)
  const [first] = groups.flatMap(({ apps }) => apps)

  return (
    <search
      className="flex max-h-[min(70dvh,34rem)] w-[min(26rem,calc(100vw-3rem))] flex-col gap-2"
      onKeyDown={(event) => stepInRows(event, list.current)}
    >
      <form
        action={() => {
          if (!first) return
          close()
          router.push(hrefOf(first.meant, page))
        }}
      >
        <TextField
          label="Find an app or company"
          isLabelHidden
          placeholder="Find an app or company"
          icon={<Search aria-hidden />}
          // The panel may be open before this code is there.
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </form>
      <p aria-live="polite" className="sr-only">
        {find && plural(count, 'app')}
      </p>
      <div ref={list} className="-mx-1 flex min-h-0 flex-col gap-2 overflow-y-auto px-1">
        {groups.map(({ label, apps }) => (
          <Group key={label} {...{ label, apps, page, setFavorite, close }} here={place} />
        ))}
        {count === 0 && <p className="px-1 py-2 text-faint">No apps match.</p>}
      </div>
    </search>
  )
}

type GroupProps = Omit<React.ComponentProps<typeof PlaceRow>, 'listed'> & { label: string; apps: Listed[] }

function Group({ label, apps, ...rest }: GroupProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="px-1 py-1 text-faint text-sm">
        <Outside>{label}</Outside>
      </h3>
      <ul>
        {apps.map((listed) => (
          <PlaceRow key={listed.app.id} listed={listed} {...rest} />
        ))}
      </ul>
    </section>
  )
}
