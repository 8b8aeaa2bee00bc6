'use client'

const yearInSeconds = 31_536_000

type Remembered = 'theme' | 'density' | 'places' | 'shortcuts' | 'hold-seen' | 'rejections-seen'

/** Stores display preferences that the server needs before it renders, to avoid a flash of the wrong theme. */
export function rememberInCookie(name: Remembered, value: string) {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${yearInSeconds}; SameSite=Lax${secure}`
}
