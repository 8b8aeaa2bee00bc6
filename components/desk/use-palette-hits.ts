'use client'

import { useQuery } from '@tanstack/react-query'
import { lookUpQuery } from '../look-up/look-up.query'
import { useSettled } from '../look-up/use-settled'
import type { PaletteGroup } from './palette-item'

const lengthMin = 2

/** What the typed or pasted text names, anywhere in the person's companies; never what an earlier text named. */
export function usePaletteHits(typed: string): { groups: PaletteGroup[]; isComing: boolean; hint: string } {
  const text = typed.trim()
  const settled = useSettled(text)
  const { data, error, isPlaceholderData } = useQuery(lookUpQuery({ text: text.length < lengthMin ? '' : settled }))
  if (text.length < lengthMin) return { groups: [], isComing: false, hint: 'Enter at least 2 characters.' }
  if (error && settled === text) return { groups: [], isComing: false, hint: error.message }
  const isComing = !data || isPlaceholderData || settled !== text
  const groups = isComing ? [] : data.groups
  return {
    isComing,
    hint: data?.hint ?? '',
    groups: groups.map(({ kind, heading, hits, cut }) => ({
      heading: cut ? `${heading}: ${cut}` : heading,
      items: hits.map((hit) => ({
        value: `${kind} ${hit.id}`,
        title: hit.title,
        detail: `${hit.detail} · ${hit.matched}`,
        place: `${hit.place.appName}, ${hit.place.environmentName}`,
        href: hit.href,
      })),
    })),
  }
}
