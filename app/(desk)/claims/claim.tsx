import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { NowProvider } from '@/components/ui/time/now'

/**
 * A headline, badge, tick, or count: its claim, a state in which the claim would be false, and what the screen shows
 * then.
 */
export type ScreenClaim = {
  claim: string
  falseWhen: string
  shown: ReactElement
  says: RegExp
  neverSays?: RegExp
}

export const now = new Date('2026-06-01T12:00:00Z')
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

/** Registers one test per claim. */
export function checkClaims(claims: ScreenClaim[]) {
  it.each(claims)(
    '“$claim” would be false when $falseWhen, so the screen says what is true',
    ({ shown, says, neverSays }) => {
      const text = textShown(shown)
      expect(text).toMatch(says)
      if (neverSays) expect(text).not.toMatch(neverSays)
    },
  )
}

/** The text on the screen, including the accessible names of icons. */
export function textShown(shown: ReactElement): string {
  return renderToStaticMarkup(<NowProvider renderedAtMs={now.getTime()}>{shown}</NowProvider>)
    .replace(/<[^>]*aria-label="([^"]*)"[^>]*>/g, '[$1] ')
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:)])/g, '$1')
    .trim()
}
