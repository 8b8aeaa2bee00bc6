'use client'

import { useEffect, useRef } from 'react'
import { watchEditor } from './typed-text'

type Kept = {
  /** Undefined where it is as it came. */
  typed: string | undefined
  /** The same function each time. */
  onBack: (text: string) => void
}

/** For an editor that is no field of the browser's: what was typed into it comes back after a reload, as a field's does. */
export function useKeptText(name: string, { typed, onBack }: Kept) {
  const now = useRef(typed)
  now.current = typed
  useEffect(() => watchEditor(name, { text: () => now.current, write: onBack }), [name, onBack])
}
