import type { ReactNode } from 'react'

/** Where a list ends before all of it is shown: which part this is, and where the rest is. */
export function CutNote({ children }: { children: ReactNode }) {
  return <p className="text-faint text-sm">{children}</p>
}
