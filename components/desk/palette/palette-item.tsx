'use client'

import { Command } from 'cmdk'
import { Outside } from '@/components/ui/text/outside'

export const paletteGroup =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-sm'

/** `value` is its unique key. It either links to a page or runs an action. */
export type PaletteEntry = {
  value: string
  title: string
  detail?: string
  place?: string
  href?: string
  act?: () => void
}
export type PaletteGroup = { heading: string; items: PaletteEntry[] }

type Props = Pick<PaletteEntry, 'value' | 'title' | 'detail' | 'place'> & { onSelect: () => void }

export function PaletteItem({ value, title, detail, place, onSelect }: Props) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-3 rounded-control px-2 py-1 data-[selected=true]:bg-pressed"
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">
          <Outside>{title}</Outside>
        </span>
        {detail && (
          <span className="truncate text-faint text-sm">
            <Outside>{detail}</Outside>
          </span>
        )}
      </span>
      {place && (
        <span className="max-w-[45%] shrink-0 truncate text-quiet text-sm">
          <Outside>{place}</Outside>
        </span>
      )}
    </Command.Item>
  )
}
