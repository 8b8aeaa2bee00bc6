'use client'

import { type ReactNode, useRef } from 'react'
import { useKeys } from './use-keys'

/** j and k move through links marked `data-row-link`. Enter opens one, as for any link. */
export function RowKeys({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)

  function walk(step: 1 | -1) {
    const links = [...(place.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])].filter(isShown)
    const now = links.findIndex((link) => link.contains(document.activeElement))
    const first = step > 0 ? 0 : links.length - 1
    const next = links[now < 0 ? first : now + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  useKeys({ j: () => walk(1), k: () => walk(-1) })
  return (
    <div ref={place} className="min-w-0">
      {children}
    </div>
  )
}

/** Each row is in the page twice, as a table row and as two lines. Only one of them is displayed. */
const isShown = (link: HTMLElement) => link.offsetParent !== null
