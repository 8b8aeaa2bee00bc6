import { X } from 'lucide-react'
import type { Route } from 'next'
import { isolated } from '@/lib/text/isolated'
import { Link } from './link'
import { Outside } from './text/outside'

export type FilterChip = { name: string; value: string; removeHref: Route }

/** The active filters. A click removes one. */
export function FilterChips({ chips, clearHref }: { chips: readonly FilterChip[]; clearHref?: Route }) {
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ name, value, removeHref }) => (
        <li
          key={`${name}:${value}`}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-line-strong bg-neutral-2 pl-2.5 text-sm"
        >
          <span className="text-faint">{name}</span>
          <span className="truncate font-medium">
            <Outside>{value}</Outside>
          </span>
          <Link
            href={removeHref}
            scroll={false}
            aria-label={`Remove the filter ${name} ${isolated(value)}`}
            className="flex size-6 items-center justify-center rounded-full text-faint hover:text-text"
          >
            <X aria-hidden className="size-3" />
          </Link>
        </li>
      ))}
      {clearHref && chips.length > 1 && (
        <li>
          <Link href={clearHref} scroll={false} className="px-1 text-quiet text-sm hover:text-text hover:underline">
            Clear filters
          </Link>
        </li>
      )}
    </ul>
  )
}
