'use client'

import { useEffect, useRef } from 'react'

const typing = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]'

/** Single keys of the log. They never fire while somebody types, or with a modifier. */
export function useLogKeys(keys: Record<string, () => void>) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      if (document.documentElement.dataset.shortcuts === 'off') return
      if (event.target instanceof Element && event.target.closest(typing)) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** `j` and `k`: the next or previous row's link takes the focus; Enter then opens it as any link. */
export function moveRowFocus(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')].filter((link) => link.offsetParent)
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = links[at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
