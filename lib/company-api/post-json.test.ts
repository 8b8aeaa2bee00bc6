import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allowCompanyApiHost } from './allowed-hosts'
import { Withdrawn } from './departure'
import { NoAnswer, postJson } from './post-json'

const received: string[] = []
const server = createServer((socket) => {
  socket.setEncoding('utf8')
  socket.on('error', () => undefined)
  socket.on('data', (text: string) => {
    received.push(text)
    if (text.endsWith('lost"}')) socket.destroy()
    else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  })
})
let url: URL

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const bound = server.address()
  const host = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  allowCompanyApiHost(host)
  url = new URL(`http://${host}/push`)
})
afterAll(() => server.close())

const request = (body: string) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify({ body }) })

it('writes nothing to an open connection before it is told to go', async () => {
  const connected = once(server, 'connection')
  let answer: ReturnType<typeof postJson> | undefined
  const go = await new Promise<() => void>((asked) => {
    answer = postJson(url, request('later'), async (given) => asked(given))
  })
  const [socket] = (await connected) as [Socket]
  expect(socket.bytesRead).toBe(0)
  go()
  expect(await answer).toMatchObject({ status: 200 })
  expect(received.join('')).toContain('later')
})

it('writes nothing to a new or a reused connection once the request is withdrawn', async () => {
  expect(await postJson(url, request('first'))).toMatchObject({ status: 200 })
  const before = received.length
  const refuse = async () => {
    throw new Withdrawn()
  }
  await expect(postJson(url, request('used'), refuse)).rejects.toBeInstanceOf(Withdrawn)
  await expect(postJson(url, request('new'), refuse)).rejects.toBeInstanceOf(Withdrawn)
  expect(await postJson(url, request('last'))).toMatchObject({ status: 200 })
  expect(received.slice(before).join('')).not.toMatch(/used|new/)
})

it('distinguishes a sent request whose response was lost from one that was never sent', async () => {
  const lost = postJson(url, request('lost'))
  await expect(lost).rejects.toBeInstanceOf(NoAnswer)
  await expect(lost).rejects.toMatchObject({ isSent: true })
  const port = await freePort()
  const refused = postJson(new URL(`http://127.0.0.1:${port}/push`), request('refused'))
  await expect(refused).rejects.toMatchObject({ isSent: false })
})

/** A port on which no one listens. */
async function freePort() {
  const one = createServer()
  await once(one.listen(0, '127.0.0.1'), 'listening')
  const bound = one.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  allowCompanyApiHost(`127.0.0.1:${port}`)
  await new Promise((resolve) => one.close(resolve))
  return port
}
