import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from './button-link'

type Props = {
  label: string
  newer?: Route
  older?: Route
  newerLabel?: string
  olderLabel?: string
  children?: React.ReactNode
}

/** Links between keyset pages, newest first. `children` describes what is shown. */
export function Pagination({ label, newer, older, newerLabel = 'Newer', olderLabel = 'Older', children }: Props) {
  if (!newer && !older && !children) return null
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-4 pt-1">
      <span className="text-faint text-sm">{children}</span>
      <span className="flex gap-2">
        {newer && (
          <ButtonLink href={newer} icon={<ChevronLeft aria-hidden className="size-3.5" />} rel="prev">
            {newerLabel}
          </ButtonLink>
        )}
        {older && (
          <ButtonLink href={older} rel="next">
            {olderLabel}
            <ChevronRight aria-hidden className="size-3.5" />
          </ButtonLink>
        )}
      </span>
    </nav>
  )
}
