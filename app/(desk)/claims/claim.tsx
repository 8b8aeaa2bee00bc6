import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { NowProvider } from '@/components/ui/time/now'

/** A headline, badge, tick or count: what it claims, one state in which that would be false, and what is shown then. */
export type ScreenClaim = {
  claim: string
  falseWhen: string
  shown: ReactElement
  says: RegExp
  neverSays?: RegExp
}

export const now = new Date('2026-06-01T12:00:00Z')
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

/** Each row is a test. */
export function checkClaims(claims: ScreenClaim[]) {
  it.each(claims)('“$claim” would be false when $falseWhen: it says what is so', ({ shown, says, neverSays }) => {
    const text = textShown(shown)
    expect(text).toMatch(says)
    if (neverSays) expect(text).not.toMatch(neverSays)
  })
}

/** What is read on the screen, and the names of its signs. */
export function textShown(shown: ReactElement): string {
  return renderToStaticMarkup(<NowProvider renderedAtMs={now.getTime()}>{shown}</NowProvider>)
    .replace(/<[^>]*aria-label="([^"]*)"[^>]*>/g, '[$1] ')
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:)])/g, '$1')
    .trim()
}
