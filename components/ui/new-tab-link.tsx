import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyles } from './button-styles'

/** A link that looks like a button and opens in a new tab, outside the dashboard. */
export function NewTabLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={buttonStyles()}>
      {children}
      <ExternalLink aria-hidden className="size-3.5 text-faint" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  )
}
