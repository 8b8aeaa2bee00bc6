'use client'

import { useEffect, useState } from 'react'

/** Returns the current time, updated every second. */
export function usePhoneClock(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Formats a time like the iOS status bar, without AM or PM. */
export function clockOf(time: Date, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).formatToParts(time)
  return parts
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim()
}

export const dateOf = (time: Date, locale: string) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(time)

/** Formats a notification's age like iOS: now, 3m ago, then the time. */
export function ageOf(at: number, now: Date, locale: string): string {
  const minutes = Math.floor((now.getTime() - at) / 60_000)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' })
  if (minutes < 1) return relative.format(0, 'second')
  if (minutes < 60) return relative.format(-minutes, 'minute')
  return clockOf(new Date(at), locale)
}
