const tokenBytesMin = 16
const tokenBytesMax = 200
/** The mark in the middle of a masked token: `a1b2…9f0e`, `a1b2...9f0e`, `a1b2****9f0e`. */
const hidden = /(?:\[(?:…|\.{3}|redacted|masked)\]|…|⋯|\.{2,}|\*{2,}|[•·●]{2,})/i
const endLengthMin = 2
const onlyEndLengthMin = 4

/**
 * Returns both ends of a masked address or of iOS's shortened description. One end may be missing; the other must then
 * be longer.
 */
export function endsOf(text: string): { start: string; end: string } | undefined {
  const [before, after, ...more] = insideData(text).split(hidden)
  if (before === undefined || after === undefined || more.length) return undefined
  const start = hexOf(before) ?? before.trim()
  const end = hexOf(after) ?? after.trim()
  const isTelling =
    start === '' || end === ''
      ? Math.max(start.length, end.length) >= onlyEndLengthMin
      : Math.min(start.length, end.length) >= endLengthMin
  return isTelling ? { start, end } : undefined
}

/** Swift prints a Data as `{length = 32, bytes = 0xa1b2c3d4 … 9f0e1d2c}`, older Objective-C as `<a1b2c3d4 …>`. */
function insideData(text: string): string {
  return /bytes\s*[=:]\s*([^}]+)/.exec(text)?.[1] ?? text
}

export function hexOf(text: string): string | undefined {
  const bare = insideData(text)
    .replace(/[\s<>(){}:,;_\-|]/g, '')
    .replace(/\\x|0x/gi, '')
    .toLowerCase()
  return /^[0-9a-f]+$/.test(bare) ? bare : undefined
}

/** Accepts line breaks, as `openssl base64` writes them. */
export function base64Of(text: string): string | undefined {
  const whole = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(whole)) return undefined
  return tokenHex(Buffer.from(whole, 'base64'))
}

export function byteListOf(text: string): string | undefined {
  const numbers = /^[[({]?\s*-?\d{1,3}(\s*[,\s]\s*-?\d{1,3})+\s*[\])}]?$/.test(text)
    ? text.match(/-?\d+/g)?.map(Number)
    : undefined
  // Java and Kotlin print bytes from -128 to 127.
  return numbers?.every((value) => value >= -128 && value <= 255) ? tokenHex(Buffer.from(numbers)) : undefined
}

function tokenHex(bytes: Buffer): string | undefined {
  return bytes.length >= tokenBytesMin && bytes.length <= tokenBytesMax ? bytes.toString('hex') : undefined
}
