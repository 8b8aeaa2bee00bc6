'use client'

import { useEffect, useRef, useState } from 'react'

const confirmedMs = 2_000

/** Copies a text, and confirms it for two seconds. A function is called on each click, because its text may change. */
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
