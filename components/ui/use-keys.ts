'use client'

import { useEffect, useRef } from 'react'

// What is closing has the focus until it has faded out.
const typing =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], :is([role="dialog"], [role="alertdialog"], [role="menu"]):not([data-closed]), [role="listbox"]'

/**
 * Single-key shortcuts. They don't fire while someone types or with a modifier, and can be turned off in the account.
 */
export function useKeys(keys: Record<string, () => void>) {
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
