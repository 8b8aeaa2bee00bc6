'use client'

import { useEffect, useRef } from 'react'
import { watchEditor } from './typed-text'

type Kept = {
  /** Undefined if the text is unchanged. */
  typed: string | undefined
  /** Must be a stable function. */
  onBack: (text: string) => void
}

/** Restores the text of an editor that isn't a native field after a reload, as for fields. */
export function useKeptText(name: string, { typed, onBack }: Kept) {
  const now = useRef(typed)
  now.current = typed
  useEffect(() => watchEditor(name, { text: () => now.current, write: onBack }), [name, onBack])
}
