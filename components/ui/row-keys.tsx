'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** j and k walk through the links marked `data-row-link`; Enter then opens one, as it does with any link. */
export function RowKeys({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    function walk(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step === 0 || document.documentElement.dataset.shortcuts === 'off') return
      const links = [...(place.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])].filter(
        (link) => link.offsetParent !== null,
      )
      const now = links.indexOf(document.activeElement as HTMLElement)
      const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : now + step
      links[next]?.focus()
    }
    document.addEventListener('keydown', walk)
    return () => document.removeEventListener('keydown', walk)
  }, [])
  return <div ref={place}>{children}</div>
}

function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select') ||
      target.closest('[role="dialog"], [role="menu"]') !== null)
  )
}
