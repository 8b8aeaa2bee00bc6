'use client'

import { useEffect, useRef, useState } from 'react'

const confirmedMs = 2_000

/** Copies, and says so for two seconds. A function is asked when it is pressed: what it says may depend on the moment. */
export function useCopy(text: string | (() => string)) {
  const [isCopied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function copy() {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
    setCopied(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(false), confirmedMs)
  }
  return { isCopied, copy }
}
