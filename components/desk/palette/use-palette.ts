'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { takeEarlyKeys } from './early-keys'

const moves = new Set(['ArrowDown', 'ArrowUp', 'Enter'])

/**
 * State of the palette: whether it is open, and the typed text. Captures all keys from Ctrl+K on. Until the box has the
 * focus, this hook adds typed characters to its text and queues arrow and Enter keys.
 */
export function usePalette() {
  const [isOpen, setShown] = useState(false)
  const [typed, setTyped] = useState('')
  const open = useRef(false)
  const waiting = useRef<string[]>([])
  /** The box has received the queued keys and handles keys itself. */
  const isReady = useRef(false)
  /** The element to return the focus to. */
  const before = useRef<HTMLElement | null>(null)
  const opener = useRef<HTMLButtonElement>(null)

  const setOpen = useCallback((next: boolean) => {
    if (next !== open.current) {
      waiting.current = []
      isReady.current = false
      setTyped('')
      // After a page load, the body is active. Returning to it would show the link that skips to the content.
      const active = document.activeElement
      if (next) before.current = active instanceof HTMLElement && active !== document.body ? active : opener.current
    }
    open.current = next
    setShown(next)
  }, [])

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (isOpener(event)) {
        event.preventDefault()
        event.stopPropagation()
        if (!event.repeat) setOpen(!open.current)
        return
      }
      if (!open.current || isInBox(event.target) || event.ctrlKey || event.metaKey || event.isComposing) return
      const box = isReady.current ? boxInPage() : null
      if (box) return handTo(box, event)
      if (!takes(event.key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    function takes(key: string) {
      if (key === 'Escape') setOpen(false)
      else if (key === 'Backspace') setTyped((text) => Array.from(text).slice(0, -1).join(''))
      else if (moves.has(key)) waiting.current.push(key)
      else if (Array.from(key).length === 1) setTyped((text) => text + key)
      else return false
      return true
    }
    function paste(event: ClipboardEvent) {
      const text = event.clipboardData?.getData('text/plain')
      if (!open.current || isInBox(event.target) || !text) return
      event.preventDefault()
      setTyped((before) => before + text.replace(/\s+/g, ' '))
    }
    const early = takeEarlyKeys()
    if (early) setOpen(true)
    for (const key of early ?? []) takes(key)
    window.addEventListener('keydown', press, true)
    window.addEventListener('paste', paste, true)
    return () => {
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('paste', paste, true)
    }
  }, [setOpen])

  /** Returns, once, the arrow and Enter keys pressed before the box was ready. */
  const takeWaiting = useCallback(() => {
    isReady.current = true
    return waiting.current.splice(0)
  }, [])
  return { isOpen, setOpen, typed, setTyped, takeWaiting, before, opener }
}

export type PaletteState = ReturnType<typeof usePalette>

const isOpener = ({ key, metaKey, ctrlKey, shiftKey, altKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (metaKey || ctrlKey) && !shiftKey && !altKey

const boxInPage = () => document.querySelector<HTMLInputElement>('[cmdk-root] input')

/** Passes the key to the open box if something else took the focus, such as a menu that closed late. */
function handTo(box: HTMLInputElement, event: KeyboardEvent) {
  box.focus()
  // A typed character goes to the newly focused box anyway.
  if (!moves.has(event.key)) return
  event.preventDefault()
  event.stopPropagation()
  box.dispatchEvent(keydown(event.key))
}

export const keydown = (key: string) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })

const isInBox = (target: EventTarget | null) => target instanceof Element && target.closest('[cmdk-root]') !== null
