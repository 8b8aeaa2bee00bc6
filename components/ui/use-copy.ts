'use client'

import { useEffect, useRef, useState } from 'react'

const confirmedMs = 2_000

/** Copies, and says so for two seconds. */
export function useCopy(text: string) {
  const [isCopied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(false), confirmedMs)
  }
  return { isCopied, copy }
}
