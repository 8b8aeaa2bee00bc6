'use client'

import { useQuery } from '@tanstack/react-query'
import { placeWords } from '@/components/look-up/place-words'
import { recentCustomersQuery } from '@/components/look-up/recent-customers.query'
import type { PaletteGroup } from './palette-item'

/** The customers this person viewed last, while nothing is typed. */
export function useRecentCustomers(typed: string): PaletteGroup[] {
  const { data } = useQuery(recentCustomersQuery)
  if (typed.trim() !== '' || !data?.customers.length) return []
  const items = data.customers.map(({ id, name, href, place }) => ({
    value: `recent ${id}`,
    title: name,
    place: placeWords(place),
    href,
  }))
  return [{ heading: 'Recent customers', items }]
}
