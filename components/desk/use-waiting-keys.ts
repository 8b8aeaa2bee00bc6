'use client'

import { type RefObject, useEffect } from 'react'
import { flushSync } from 'react-dom'
import type { PaletteState } from './use-palette'

/** Gives the box the moves and Enters that came before it, in their order, behind the text. */
export function useWaitingKeys({ takeWaiting }: PaletteState, input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const box = input.current
    if (!box) return
    box.focus()
    box.setSelectionRange(box.value.length, box.value.length)
    // Each one acts on what the one before it left, so the screen follows after each; an effect may not do that itself.
    queueMicrotask(() => {
      for (const key of takeWaiting()) flushSync(() => box.dispatchEvent(keydown(key)))
    })
  }, [input, takeWaiting])
}

const keydown = (key: string) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
