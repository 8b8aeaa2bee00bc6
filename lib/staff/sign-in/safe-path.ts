const here = 'http://here.invalid'

/** Where to go after signing in: a path of this site, never another origin, whatever way it is written. */
export function safePath(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted?.startsWith('/') || hasControlOrBackslash(wanted)) return otherwise
  if (!URL.canParse(wanted, here)) return otherwise
  const url = new URL(wanted, here)
  const isOurs = url.origin === here && !url.pathname.startsWith('//')
  if (!isOurs || url.pathname.startsWith('/api/') || url.pathname === '/sign-in') return otherwise
  return `${url.pathname}${url.search}${url.hash}`
}

const hasControlOrBackslash = (text: string) => [...text].some((char) => char === '\\' || char.charCodeAt(0) < 32)
