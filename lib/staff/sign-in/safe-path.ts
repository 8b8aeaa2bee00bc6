const here = 'http://here.invalid'

/** The path to open after sign-in: always on this site, never on another origin, however it is written. */
export function safePath(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted?.startsWith('/') || hasControlOrBackslash(wanted)) return otherwise
  if (!URL.canParse(wanted, here)) return otherwise
  const url = new URL(wanted, here)
  const isOurs = url.origin === here && !url.pathname.startsWith('//')
  if (!isOurs || url.pathname.startsWith('/api/') || url.pathname === '/sign-in') return otherwise
  return `${url.pathname}${url.search}${url.hash}`
}

const hasControlOrBackslash = (text: string) => [...text].some((char) => char === '\\' || char.charCodeAt(0) < 32)
