'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { lookUpQuery } from '../look-up/look-up.query'
import { useSettled } from '../look-up/use-settled'
import { PaletteItem, paletteGroup } from './palette-item'

type Props = { text: string; hasCommands: boolean; choose: (hit: { href: string }) => void }

/** What the pasted text names, anywhere in the person's companies. */
export function PaletteHits({ text, hasCommands, choose }: Props) {
  const settled = useSettled(text)
  const { data, error, isFetching } = useQuery(lookUpQuery({ text: settled }))
  if (error) return <p className="px-2 py-3 text-danger-text">{error.message}</p>
  if (!data || data.groups.length === 0) {
    if (hasCommands) return null
    return <p className="px-2 py-3 text-quiet">{isFetching || !data ? 'Looking…' : data.hint}</p>
  }
  return data.groups.map(({ kind, heading, hits, cut }) => (
    <Command.Group key={kind} heading={cut ? `${heading}: ${cut}` : heading} className={paletteGroup}>
      {hits.map((hit) => (
        <PaletteItem
          key={hit.id}
          value={`${kind} ${hit.id}`}
          title={hit.title}
          detail={`${hit.detail} · ${hit.matched}`}
          place={`${hit.place.appName}, ${hit.place.environmentName}`}
          onSelect={() => choose(hit)}
        />
      ))}
    </Command.Group>
  ))
}
