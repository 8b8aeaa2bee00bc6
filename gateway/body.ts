import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { FieldErrors } from '@/lib/errors'
import { parseExactJson } from '@/lib/exact-json'
import { mayBeUnstorable, unstorableFields } from '@/lib/unstorable-fields'
import type { Asked } from './gateway'
import { BadRequest } from './problems'
import { withoutNulls } from './without-nulls'

export const bytesMax = 64 * 1024

type Body = { value: unknown; faults: FieldErrors }

/** The parsed JSON of at most 64 KiB, and what in it can't be kept. The caller checks its shape. */
export async function readBody(c: Asked): Promise<Body> {
  checkType(c.req.header('content-type'))
  const { value, faults } = parseBody(await textOf(await readBytes(c), c.req.header('content-encoding')))
  return { value: withoutNulls(value), faults }
}

/** JSON has no other charset than UTF-8 (RFC 8259, 8.1). */
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

/** The text of the bytes, unpacked where the request says that they are packed. The limit holds for both. */
export function textOf(bytes: Buffer, encoding: string | undefined): string | Promise<string> {
  if (encoding === undefined || encoding === '' || /^identity$/i.test(encoding)) return decoded(bytes)
  return unpacked(bytes, encoding).then(decoded)
}

async function unpacked(bytes: Buffer, encoding: string): Promise<Buffer> {
  const unpack = unpackers.get(encoding.trim().toLowerCase())
  if (!unpack)
    throw bad(415, 'unsupported_media_type', `Pushdesk can’t decode “${encoding}”. Use gzip, deflate, br, or none.`, {
      'accept-encoding': 'gzip, deflate, br',
    })
  try {
    return await unpack(bytes, { maxOutputLength: bytesMax })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge()
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

async function readBytes(c: Asked): Promise<Buffer> {
  const length = c.req.header('content-length')
  if (length === undefined) return readChunks(c.req.raw.body)
  if (Number(length) > bytesMax) throw tooLarge()
  return Buffer.from(await c.req.raw.arrayBuffer())
}

/** Without a length in the header, the bytes are counted as they arrive. */
async function readChunks(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export const tooLarge = () => bad(413, 'body_too_large', `The body may have at most ${bytesMax} bytes.`)

const bad = (status: number, code: string, detail: string, headers?: Record<string, string>) =>
  new BadRequest({ status, code, detail, headers })
