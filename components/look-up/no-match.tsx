'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import type { LookUpAnswer, LookUpHit } from '@/lib/look-up/answer'
import { isolated } from '@/lib/text/isolated'
import { placeWords } from './place-words'
import { keepWhyName, whyHref, whyTitle } from './why-name'

type NoMatchAnswer = NonNullable<LookUpAnswer['noMatch']>

/** Shown when no customer has the ID: the reason, similar IDs, and the same ID in other environments. */
export function NoMatch({ noMatch, isWhyShown = true }: { noMatch: NoMatchAnswer; isWhyShown?: boolean }) {
  const client = useQueryClient()
  return (
    <div className="flex flex-col gap-3 text-left">
      {isWhyShown &&
        noMatch.why.map(({ path, place }) => (
          <TextLink key={path} href={whyHref(noMatch, path) as Route} onClick={() => keepWhyName(client, noMatch)}>
            {whyTitle(isolated(noMatch.name))}
            {noMatch.why.length > 1 && ` (${placeWords(place)})`}
          </TextLink>
        ))}
      <Hits heading="In other environments" hits={noMatch.elsewhere} />
      <Hits heading="Similar IDs" hits={noMatch.near} />
    </div>
  )
}

function Hits({ heading, hits }: { heading: string; hits: LookUpHit[] }) {
  if (hits.length === 0) return null
  return (
    <section aria-label={heading} className="flex flex-col gap-1">
      <h2 className="text-faint text-sm">{heading}</h2>
      <ul>
        {hits.map((hit) => (
          <li key={hit.href} className="flex min-h-(--row) flex-wrap items-center gap-x-3 border-b">
            <TextLink variant="row" href={hit.href as Route}>
              <Outside>{hit.title}</Outside>
            </TextLink>
            <span className="text-quiet">
              <Outside>{hit.detail}</Outside>
            </span>
            <span className="text-faint text-sm md:ml-auto">
              <Outside>{placeWords(hit.place)}</Outside>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
