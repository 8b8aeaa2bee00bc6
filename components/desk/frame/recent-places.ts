import { rememberInCookie } from '@/components/desk/remember-in-cookie'

export const placesCookie = 'places'
const keptMax = 6

/** Paths of environments, the last one opened first. */
export const placesIn = (cookie: string | undefined) => (cookie ?? '').split(' ').filter(Boolean)

export function rememberPlace(path: string) {
  const before = rememberedPlaces()
  if (before[0] === path) return
  rememberInCookie(placesCookie, [path, ...before.filter((one) => one !== path)].slice(0, keptMax).join(' '))
}

export function rememberedPlaces(): string[] {
  const cookie = document.cookie.split('; ').find((one) => one.startsWith(`${placesCookie}=`))
  return placesIn(cookie && decodeURIComponent(cookie.slice(placesCookie.length + 1)))
}
