import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyles } from './button-styles'

/** Leads out of the dashboard, which stays open, and looks like a button. */
export function NewTabLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={buttonStyles()}>
      {children}
      <ExternalLink aria-hidden className="size-3.5 text-faint" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  )
}
