import { request } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deviceTokenHex } from '@/db/factories'
import { withApi } from './testing'

const path = '/api/v1/devices'
const evaluation = '/ofrep/v1/evaluate/flags'
const device = () => JSON.stringify({ deviceToken: deviceTokenHex(), user: { id: 'müller' }, permission: 'authorized' })
const context = JSON.stringify({ context: { targetingKey: 'müller' } })
const places = [
  ['put', path, device],
  ['post', evaluation, () => context],
] as const

type Sent = { url: string; method: string; key: string; headers?: Record<string, string>; chunks: Buffer[] }

/** Sends the bytes unchanged, chunked without a length unless a header sets one. */
function send({ url, method, key, headers, chunks }: Sent) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const all = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers }
    const asked = request(url, { method: method.toUpperCase(), headers: all }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    for (const chunk of chunks) asked.write(chunk)
    asked.end()
  })
}

describe.each(places)('a body of %s %s', (method, at, body) => {
  const answered = (headers: Record<string, string>, chunks: Buffer[]) => {
    let status = 0
    let text = ''
    return withApi(async ({ url, pk }) => {
      ;({ status, text } = await send({ url: url + at, method, key: pk, headers, chunks }))
    }).then(() => ({ status, text }))
  }

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
  ] as const)('is read when compressed with %s', async (encoding, pack) => {
    const { status, text } = await answered({ 'content-encoding': encoding }, [pack(Buffer.from(body()))])
    expect([200, 201], text).toContain(status)
  })

  it.each([
    ['an unknown packing', 415, { 'content-encoding': 'zstd' }, Buffer.from(body())],
    ['two packings', 415, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(body()))],
    ['another charset', 415, { 'content-type': 'application/json; charset=iso-8859-1' }, Buffer.from(body(), 'latin1')],
    [
      'a charset in quotes',
      415,
      { 'content-type': 'application/json;charset="utf-16"' },
      Buffer.from(body(), 'utf16le'),
    ],
    ['bytes that are no UTF-8', 400, {}, Buffer.from(body(), 'latin1')],
    ['a packing that it does not have', 400, { 'content-encoding': 'gzip' }, Buffer.from(body())],
    ['half of a packed body', 400, { 'content-encoding': 'gzip' }, gzipSync(body()).subarray(0, 30)],
    [
      'a packed body that unpacks to more than 64 KiB',
      413,
      { 'content-encoding': 'gzip' },
      gzipSync(' '.repeat(70_000)),
    ],
    ['more than 64 KiB without a length', 413, {}, Buffer.alloc(70_000, ' ')],
    ['a number that cannot be kept', 400, {}, Buffer.from(body().replace('}', ',"extra":2868860079149422351}'))],
  ])('is rejected, and nothing is stored, with %s', async (_, expected, headers, bytes) => {
    const half = Math.ceil(bytes.length / 2)
    const { status, text } = await answered(headers, [bytes.subarray(0, half), bytes.subarray(half)])
    expect(status, text).toBe(expected)
  })

  it.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('is read with the charset %s', async (charset) => {
    const { status, text } = await answered({ 'content-type': `application/json; charset=${charset}` }, [
      Buffer.from(body().replace('ü', 'ue')),
    ])
    expect([200, 201], text).toContain(status)
  })
})
