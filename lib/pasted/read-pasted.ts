import { z } from 'zod'
import { type DeskPage, deskPageOf, urlsIn, valuesOfUrl } from './desk-url'
import { labelledValues, onlyValue } from './labelled'
import { base64Of, byteListOf, endsOf, hexOf } from './token-forms'

/** The possible meanings of a pasted text. The look-up tries all of them and guesses none away. */
export type Pasted = {
  /** The trimmed text, which may be a user ID, message ID, or UUID. */
  text: string
  /** The text with and without surrounding punctuation (`<ada>,` may be ada), and the values of its labels and URLs. */
  names: string[]
  /** The names that a longer name may begin with or contain. */
  beginnings: string[]
  /** Pushdesk IDs and apns-ids. */
  ids: string[]
  /** Whole device addresses. */
  addresses: string[]
  /** The start or end of a device address. */
  parts: string[]
  /** Both ends of a masked token (`a1b2…9f0e`) or of iOS's shortened description. */
  ends?: { start: string; end: string }
  /** The Pushdesk page that a pasted URL points to. */
  page?: DeskPage
}

export const pastedLengthMax = 20_000
const partLengthMin = 6
const nameLengthMax = 512
const eachMax = 12
const beginningsMax = 3

/**
 * Reads whatever people paste to find something: an ID alone, behind a label (`apns-id: …`, `"messageId": "…"`), in a
 * URL of Pushdesk or APNs, or in a log line; a token as `<a1b2 c3d4 …>`, with spaces, colons, or dashes, in upper case,
 * with `0x`, as the description of a Data (`{length = 32, bytes = 0x…}`), as base64, or as a list of byte values.
 */
export function readPasted(raw: string): Pasted {
  const text = unquoted(cleaned(raw.slice(0, pastedLengthMax)))
  const urls = urlsIn(text)
  const behindLabels = [...labelledValues(text), onlyValue(text)].map((one) => unquoted(one?.trim() ?? ''))
  const within = distinct([...urls.flatMap(valuesOfUrl), ...behindLabels]).filter((one) => one.length <= nameLengthMax)
  const read = distinct([text, ...within]).map(formsOf)
  // A label's value is more specific than the whole text.
  const ends = read
    .toReversed()
    .map((one) => one.ends)
    .find((one) => one !== undefined)
  const page = urls.map(deskPageOf).find((one) => one !== undefined)
  return {
    text,
    names: distinct(read.flatMap(({ names }) => names)).slice(0, eachMax),
    beginnings: distinct((within.length > 0 ? within : [text]).flatMap((value) => namesOf(value))).slice(
      0,
      beginningsMax,
    ),
    ids: distinct([...read.flatMap(({ ids }) => ids), ...looseIds(text)]).slice(0, eachMax),
    addresses: distinct([...read.flatMap(({ addresses }) => addresses), ...looseTokens(text)]).slice(0, 3 * eachMax),
    parts: distinct(read.flatMap(({ parts }) => parts)).slice(0, eachMax),
    ...(ends && { ends }),
    ...(page && { page }),
  }
}

/** The possible meanings of one value. */
function formsOf(text: string): Omit<Pasted, 'text' | 'page' | 'beginnings'> {
  const alone = bare(text)
  const names = namesOf(text)
  const ends = endsOf(alone) ?? endsOf(text)
  if (ends) return { names, ids: [], addresses: [text], parts: [], ends }
  const ids = uuidOf(alone)
  const hex = hexOf(text)
  const forms = [text, hex, base64Of(text), byteListOf(text), ...ids.flatMap((id) => [id, id.toUpperCase()]), alone]
  const parts = [hex, text, alone].filter((part) => part !== undefined && part.length >= partLengthMin)
  return {
    names,
    ids,
    addresses: distinct(forms),
    parts: distinct(parts).filter((part) => part.length <= nameLengthMax),
  }
}

function namesOf(text: string): string[] {
  const alone = bare(text)
  const joined = alone.replace(/\s+/g, '')
  // Converts full-width letters and ligatures, which some keyboards and PDFs produce.
  const plain = alone.normalize('NFKC')
  return distinct([text, alone, joined, ...(plain === alone.normalize() ? [] : [plain])]).filter(
    (name) => name.length <= nameLengthMax,
  )
}

/** Accepts IDs with or without dashes and `urn:uuid:`. */
function uuidOf(text: string): string[] {
  const lower = text.toLowerCase().replace(/^urn:uuid:/, '')
  const dashed = /^[0-9a-f]{32}$/.test(lower)
    ? lower.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : lower
  const id = z.guid().safeParse(dashed).data
  return id ? [id] : []
}

const looseIds = (text: string) =>
  (text.match(/(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi) ?? [])
    .slice(0, eachMax)
    .map((id) => id.toLowerCase())

const looseTokens = (text: string) =>
  (text.match(/(?<![\w-])[0-9a-f]{32,400}(?![\w-])/gi) ?? []).slice(0, eachMax).map((token) => token.toLowerCase())

/**
 * Removes invisible characters, which copying from a web page or a chat adds, and NUL and unpaired surrogates, which
 * the database can't store.
 */
const cleaned = (text: string) =>
  text
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\0]/g, '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()

const pairs = [
  ['**', '**'],
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
  const ended = text.replace(/[,;.:!?\s]{1,20}$/, '').replace(/^[,;:\s]{1,20}/, '')
  const pair = pairs.find(
    ([open, close]) => ended.length > 2 * open.length && ended.startsWith(open) && ended.endsWith(close),
  )
  if (pair) return bare(ended.slice(pair[0].length, -pair[1].length))
  return ended || text
}

function unquoted(text: string): string {
  return /^(["'`“‘])[^"'`”’]*["'`”’]$/.test(text) ? text.slice(1, -1).trim() : text
}

const distinct = (texts: (string | undefined)[]) =>
  [...new Set(texts.filter((text) => text !== undefined && text !== ''))] as string[]
