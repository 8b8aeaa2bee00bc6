import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { FieldErrors } from '@/lib/errors'
import { parseExactJson } from '@/lib/exact-json'
import { mayBeUnstorable, unstorableFields } from '@/lib/unstorable-fields'
import type { ApiCall } from './gateway'
import { BadRequest } from './problems'

export const bytesMax = 64 * 1024

type Body = { value: unknown; faults: FieldErrors }
/** Options for bodies with a higher size limit, or in which null is a value. */
export type BodyKind = { bytesMax?: number; keepsNulls?: boolean }

/** Returns the parsed JSON and its unstorable values. The caller validates its shape. */
export async function readBody(c: ApiCall, kind: BodyKind = {}): Promise<Body> {
  const { bytesMax: max = bytesMax, keepsNulls = false } = kind
  checkType(c.req.header('content-type'))
  const text = await bodyText(await readBytes(c, max), c.req.header('content-encoding'), max)
  const { value, faults } = parseBody(text)
  return { value: keepsNulls ? value : withoutNulls(value), faults }
}

/** Accepts only UTF-8, because JSON has no other charset (RFC 8259, 8.1). */
export function checkType(type: string | undefined) {
  if (!type || type === 'application/json') return
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw bad(415, 'unsupported_media_type', 'Send the body as application/json.')
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1]
  if (charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset)) return
  throw bad(415, 'unsupported_media_type', `Send the body in UTF-8; “${charset}” isn’t supported.`)
}

export function parseBody(text: string): Body {
  const { value, faults } = parsed(text)
  return { value, faults: mayBeUnstorable(text) ? { ...faults, ...unstorableFields(value) } : faults }
}

function parsed(text: string): Body {
  try {
    return parseExactJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw bad(400, 'malformed_json', text ? 'The body isn’t JSON.' : 'The body is empty. Send JSON.')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const unpackers = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
])

/** Decodes the bytes, decompressing them if the request says so. The limit applies before and after. */
export function bodyText(bytes: Buffer, encoding: string | undefined, max = bytesMax): string | Promise<string> {
  if (encoding === undefined || encoding === '' || /^identity$/i.test(encoding)) return decoded(bytes)
  return unpacked(bytes, encoding, max).then(decoded)
}

async function unpacked(bytes: Buffer, encoding: string, max: number): Promise<Buffer> {
  const unpack = unpackers.get(encoding.trim().toLowerCase())
  if (!unpack)
    throw bad(415, 'unsupported_media_type', `Pushdesk can’t decode “${encoding}”. Use gzip, deflate, br, or none.`, {
      'accept-encoding': 'gzip, deflate, br',
    })
  try {
    return await unpack(bytes, { maxOutputLength: max })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(max)
    throw bad(400, 'malformed_encoding', `The body isn’t valid ${encoding}.`)
  }
}

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw bad(400, 'malformed_json', 'The body isn’t valid UTF-8.')
  }
}

async function readBytes(c: ApiCall, max: number): Promise<Buffer> {
  const length = c.req.header('content-length')
  if (length === undefined) return readChunks(c.req.raw.body, max)
  if (Number(length) > max) throw tooLarge(max)
  return Buffer.from(await c.req.raw.arrayBuffer())
}

/** Reads a body without Content-Length, counting the bytes as they arrive. */
async function readChunks(body: ReadableStream<Uint8Array> | null, max: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > max) throw tooLarge(max)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export const tooLarge = (max = bytesMax) => bad(413, 'body_too_large', `The body may have at most ${max} bytes.`)

const bad = (status: number, code: string, detail: string, headers?: Record<string, string>) =>
  new BadRequest({ status, code, detail, headers })

/** Removes nulls: many languages serialize an absent optional field as null. Payloads stay as the caller sent them. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const present = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(present.map(([key, inner]) => [key, key === 'payload' ? inner : withoutNulls(inner)]))
}
