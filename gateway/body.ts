import type { FieldErrors } from '@/lib/errors'
import { mayBeUnstorable, unstorableFields } from '@/lib/unstorable-fields'
import type { Asked } from './gateway'
import { BadRequest } from './problems'

export const bytesMax = 64 * 1024

type Body = { value: unknown; faults: FieldErrors }

/** The parsed JSON, of at most 64 KiB, and what in it cannot be stored. Its shape is the caller's to check. */
export async function readBody(c: Asked): Promise<Body> {
  checkType(c.req.header('content-type'))
  return parseBody(await readText(c))
}

export function checkType(type: string | undefined) {
  if (!type || type === 'application/json' || /^application\/(?:[\w.-]+\+)?json\b/i.test(type)) return
  throw bad(415, 'unsupported_media_type', 'Send the body as application/json.')
}

export function parseBody(text: string): Body {
  const value = parsed(text)
  return { value, faults: mayBeUnstorable(text) ? unstorableFields(value) : {} }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw bad(400, 'malformed_json', text ? 'The body is not JSON.' : 'The body is empty: send JSON.')
  }
}

async function readText(c: Asked): Promise<string> {
  const length = c.req.header('content-length')
  if (length === undefined) return readChunks(c.req.raw.body)
  if (Number(length) > bytesMax) throw tooLarge()
  return c.req.raw.text()
}

/** Without a length in the header it has to be counted on the way. */
async function readChunks(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge()
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

export const tooLarge = () => bad(413, 'body_too_large', `The body may have at most ${bytesMax} bytes.`)

const bad = (status: number, code: string, detail: string) => new BadRequest({ status, code, detail })
