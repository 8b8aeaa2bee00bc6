import { z } from 'zod'
import { type DeskPage, deskPageOf, urlsIn, valuesOfUrl } from './desk-url'
import { labelledValues, onlyValue } from './labelled'
import { base64Of, byteListOf, endsOf, hexOf } from './token-forms'

/** What pasted text may stand for. Everything is tried; nothing is guessed away. */
export type Pasted = {
  /** Trimmed, as a user id, message id or UUID would be. */
  text: string
  /** The same, without what a sentence or a list puts around it (`<ada>,` may be ada), and what labels and addresses in it name. */
  names: string[]
  /** Of those, what a longer name may begin with or contain. */
  beginnings: string[]
  /** Our own ids and apns-ids. */
  ids: string[]
  /** Whole addresses. */
  addresses: string[]
  /** The start or the end of one. */
  parts: string[]
  /** A masked token (`a1b2…9f0e`) or iOS's shortened description of one: both ends. */
  ends?: { start: string; end: string }
  /** The page of Pushdesk whose address it is. */
  page?: DeskPage
}

export const pastedLengthMax = 20_000
const partLengthMin = 6
const nameLengthMax = 512
const eachMax = 12
const beginningsMax = 3

/**
 * Reads any form in which people paste what they look for: an id alone, behind a label (`apns-id: …`, `"messageId": "…"`), in an
 * address of Pushdesk or APNs, in a log line; a token as `<a1b2 c3d4 …>`, with spaces, colons, dashes, in upper case, with
 * `0x`, as the description of a Data (`{length = 32, bytes = 0x…}`), base64 of its bytes, or a list of byte values.
 */
export function readPasted(raw: string): Pasted {
  const text = unquoted(cleaned(raw.slice(0, pastedLengthMax)))
  const urls = urlsIn(text)
  const behindLabels = [...labelledValues(text), onlyValue(text)].map((one) => unquoted(one?.trim() ?? ''))
  const within = distinct([...urls.flatMap(valuesOfUrl), ...behindLabels]).filter((one) => one.length <= nameLengthMax)
  const read = distinct([text, ...within]).map(formsOf)
  // What a label names is nearer to the point than the whole with its label.
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

/** What one value may be. */
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
  // Full-width letters and ligatures, as some keyboards and PDFs have them.
  const plain = alone.normalize('NFKC')
  return distinct([text, alone, joined, ...(plain === alone.normalize() ? [] : [plain])]).filter(
    (name) => name.length <= nameLengthMax,
  )
}

/** With dashes or without, with `urn:uuid:` or not. */
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

/** Copying from a web page or a chat brings these along, and the database can't hold NUL and half characters. */
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
