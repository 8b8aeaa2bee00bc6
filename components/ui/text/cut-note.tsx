import type { ReactNode } from 'react'

/** Says which part of a truncated list is shown, and where the rest is. */
export function CutNote({ children }: { children: ReactNode }) {
  return <p className="text-faint text-sm">{children}</p>
}
