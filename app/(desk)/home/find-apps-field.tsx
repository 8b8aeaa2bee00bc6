'use client'

import { Search } from 'lucide-react'
import { useRef } from 'react'
import { TextField } from '@/components/ui/form/text-field'
import { useKeys } from '@/components/ui/use-keys'

/** A slash moves the focus here. */
export function FindAppsField({ find, setFind }: { find: string; setFind: (find: string | null) => unknown }) {
  const box = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => box.current?.focus() })
  return (
    <TextField
      ref={box}
      label="Find an app or company"
      isLabelHidden
      placeholder="Find an app or company  /"
      icon={<Search aria-hidden />}
      aria-keyshortcuts="/"
      className="w-full sm:w-72"
      value={find}
      onChange={(event) => void setFind(event.target.value || null)}
    />
  )
}
