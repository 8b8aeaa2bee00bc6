'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lookUpQuery } from '@/components/look-up/look-up.query'
import { placeWords } from '@/components/look-up/place-words'
import { useSettled } from '@/components/look-up/use-settled'
import { keepWhyName, whyHref, whyTitle } from '@/components/look-up/why-name'
import type { LookUpAnswer, LookUpHit } from '@/lib/look-up/answer'
import { isolated } from '@/lib/text/isolated'
import type { PaletteEntry, PaletteGroup } from './palette-item'

type Hits = { groups: PaletteGroup[]; isComing: boolean; hint: string }

/** Looks up the typed text in all of the person's companies. Never returns the results of an earlier text. */
export function usePaletteHits(typed: string, from: string | undefined): Hits {
  const client = useQueryClient()
  const text = typed.trim()
  const settled = useSettled(text)
  const { data, error, isPlaceholderData } = useQuery(lookUpQuery({ text: settled, from }))
  if (text === '') return { groups: [], isComing: false, hint: '' }
  if (error && settled === text) return { groups: [], isComing: false, hint: error.message }
  if (!data || isPlaceholderData || settled !== text) return { groups: [], isComing: true, hint: '' }
  const noMatch = data.noMatch ? noMatchGroups(data.noMatch, (one) => keepWhyName(client, one)) : []
  return { isComing: false, hint: data.hint ?? '', groups: [...data.groups.map(groupOf), ...noMatch] }
}

function groupOf({ kind, heading, hits, cut }: LookUpAnswer['groups'][number]): PaletteGroup {
  return { heading: cut ? `${heading}: ${cut}` : heading, items: hits.map((hit) => itemOf(kind, hit)) }
}

const itemOf = (kind: string, hit: LookUpHit): PaletteEntry => ({
  value: `${kind} ${hit.href}`,
  title: hit.title,
  detail: `${hit.detail} · ${hit.matched}`,
  place: placeWords(hit.place),
  href: hit.href,
})

type NoMatchAnswer = NonNullable<LookUpAnswer['noMatch']>

/** Rows shown when no customer has the ID. The why page is first, so that Enter opens it. */
function noMatchGroups(noMatch: NoMatchAnswer, keep: (noMatch: NoMatchAnswer) => void): PaletteGroup[] {
  const why = noMatch.why.map(({ path, place }) => ({
    value: `why ${path}`,
    title: whyTitle(isolated(noMatch.name)),
    place: placeWords(place),
    href: whyHref(noMatch, path),
    act: () => keep(noMatch),
  }))
  return [
    { heading: 'No match', items: why },
    { heading: 'In other environments', items: noMatch.elsewhere.map((hit) => itemOf('elsewhere', hit)) },
    { heading: 'Similar IDs', items: noMatch.near.map((hit) => itemOf('near', hit)) },
  ].filter(({ items }) => items.length > 0)
}
