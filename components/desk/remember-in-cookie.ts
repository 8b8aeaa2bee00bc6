'use client'

const yearInSeconds = 31_536_000

/** Small choices of looks, which the server must know before it renders: no flash of the other theme. */
export function rememberInCookie(name: 'theme' | 'density' | 'places' | 'shortcuts' | 'hold-seen', value: string) {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${yearInSeconds}; SameSite=Lax${secure}`
}
