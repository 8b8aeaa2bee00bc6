import { maskAddress } from './mask-address'

/** A shorter address can be part of any text, so it is masked only where it stands alone. */
const tellingLengthMin = 8

/** Masks the address in a request or response. It is in the path, and in the body for a company API. */
export function withoutAddress<T>(part: T, address: string): T {
  const masked = maskAddress(address)
  const written = patternOf(address)
  const withoutIt = (text: string) => text.replace(written, () => masked)
  // Strings stay strings and everything else is unchanged, so the type still holds.
  return masking(part, withoutIt) as T
}

function masking(value: unknown, withoutIt: (text: string) => string): unknown {
  if (typeof value === 'string') return withoutIt(value)
  if (Array.isArray(value)) return value.map((one) => masking(one, withoutIt))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [withoutIt(key), masking(one, withoutIt)]))
}

/** Matches the address as is, URL-encoded, and within JSON that is itself in a string. */
function patternOf(address: string) {
  const forms = [address, encodeURIComponent(address), JSON.stringify(address).slice(1, -1)]
  const any = [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|')
  const isTelling = [...address].length >= tellingLengthMin
  return new RegExp(isTelling ? any : `(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'gu')
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
