import { z } from 'zod'

/** What pasted text may stand for. Everything is tried; nothing is guessed away. */
export type Pasted = {
  /** Trimmed, as a user id, message id or UUID would be. */
  text: string
  /** The same, and without what a sentence or a list puts around it: `<ada>,` may be ada. */
  names: string[]
  /** Our own ids and apns-ids. */
  id?: string
  /** Whole addresses. */
  addresses: string[]
  /** The start or the end of one. */
  parts: string[]
  /** A masked token (`a1b2…9f0e`) or iOS's shortened description of one: both ends. */
  ends?: { start: string; end: string }
}

export const partLengthMin = 6
const endLengthMin = 4
const tokenBytesMin = 16
const tokenBytesMax = 200

/**
 * Reads any form in which people paste a token: `<a1b2 c3d4 …>`, spaces, colons, dashes, upper case, `0x`, the
 * description of a Data (`{length = 32, bytes = 0x…}`), base64 of its bytes, a list of byte values.
 */
export function readPasted(raw: string): Pasted {
  const text = unquoted(withoutInvisible(raw).trim())
  const id = z.guid().safeParse(bare(text).toLowerCase()).data
  const ends = endsOf(text)
  const names = distinct([text, bare(text)])
  if (ends) return { text, names, addresses: [], parts: [], ends }
  const hex = hexOf(text)
  const addresses = [text, hex, base64Of(text), byteListOf(text), ...(id ? [id, id.toUpperCase()] : []), bare(text)]
  const parts = [hex, text].filter((part) => part !== undefined && part.length >= partLengthMin)
  return { text, names, ...(id && { id }), addresses: distinct(addresses), parts: distinct(parts) }
}

/** Copying from a web page or a chat brings these along. */
const withoutInvisible = (text: string) => text.replace(/[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\0]/g, '')

const pairs = [
  ['<', '>'],
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
] as const

function bare(text: string): string {
  const ended = text.replace(/[,;.:!?\s]+$/, '').replace(/^[,;:\s]+/, '')
  const pair = pairs.find(([open, close]) => ended.length > 2 && ended.startsWith(open) && ended.endsWith(close))
  if (pair) return bare(ended.slice(1, -1))
  return ended || text
}

function unquoted(text: string): string {
  return /^(["'`“‘]).*["'`”’]$/s.test(text) ? text.slice(1, -1).trim() : text
}

function endsOf(text: string) {
  const [before, after, ...more] = insideData(text).split(/…|\.{3}/)
  if (before === undefined || after === undefined || more.length) return undefined
  const start = hexOf(before) ?? before.trim()
  const end = hexOf(after) ?? after.trim()
  return start.length >= endLengthMin && end.length >= endLengthMin ? { start, end } : undefined
}

/** Swift prints a Data as `{length = 32, bytes = 0xa1b2c3d4 … 9f0e1d2c}`, an older Objective-C as `<a1b2c3d4 …>`. */
function insideData(text: string): string {
  return /bytes\s*=\s*([^}]+)/.exec(text)?.[1] ?? text
}

function hexOf(text: string): string | undefined {
  const bare = insideData(text)
    .replace(/[\s<>(){}:,;_-]/g, '')
    .replace(/0x/gi, '')
    .toLowerCase()
  return /^[0-9a-f]+$/.test(bare) ? bare : undefined
}

function base64Of(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined
  return tokenHex(Buffer.from(text, 'base64'))
}

function byteListOf(text: string): string | undefined {
  const numbers = /^\[?\s*\d{1,3}(\s*,\s*\d{1,3})+\s*\]?$/.test(text) ? text.match(/\d+/g)?.map(Number) : undefined
  return numbers?.every((value) => value <= 255) ? tokenHex(Buffer.from(numbers)) : undefined
}

function tokenHex(bytes: Buffer): string | undefined {
  return bytes.length >= tokenBytesMin && bytes.length <= tokenBytesMax ? bytes.toString('hex') : undefined
}

const distinct = (texts: (string | undefined)[]) =>
  [...new Set(texts.filter((text) => text !== undefined && text !== ''))] as string[]
