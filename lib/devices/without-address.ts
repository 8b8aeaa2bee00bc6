import { maskAddress } from './mask-address'

/** A shorter one may be part of anything: it is an address only where it stands by itself. */
const tellingLengthMin = 8

/** A request or an answer with the address masked: it stands in the path, and in the body for a company's API. */
export function withoutAddress<T>(part: T, address: string): T {
  const masked = maskAddress(address)
  const written = patternOf(address)
  const withoutIt = (text: string) => text.replace(written, () => masked)
  // Texts stay texts and everything else stays what it is, so the shape does too.
  return masking(part, withoutIt) as T
}

function masking(value: unknown, withoutIt: (text: string) => string): unknown {
  if (typeof value === 'string') return withoutIt(value)
  if (Array.isArray(value)) return value.map((one) => masking(one, withoutIt))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [withoutIt(key), masking(one, withoutIt)]))
}

/** As it is, as part of a URL, and as part of JSON that is a text itself. */
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
