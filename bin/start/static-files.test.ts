import { once } from 'node:events'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { compressStaticFiles, staticFiles } from './static-files'

const script = 'console.log("a page")\n'.repeat(50)
const ended: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(ended.splice(0).map((end) => end())))

describe('a build’s scripts', () => {
  it('are sent as compressed at build time, and cached by the browser', async () => {
    const { ask } = await serving(await built())
    const answer = await ask('/_next/static/chunks/a.js?v=1', 'gzip, br')
    expect(await answer.text()).toBe(script)
    expect([answer.headers.get('content-encoding'), answer.headers.get('cache-control')]).toEqual([
      'br',
      'public, max-age=31536000, immutable',
    ])
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(script.length / 10)
  })

  it('are left to Next.js if the browser doesn’t accept Brotli, or the file doesn’t exist', async () => {
    const { ask } = await serving(await built())
    expect((await ask('/_next/static/chunks/a.js', 'gzip')).status).toBe(404)
    expect((await ask('/_next/static/chunks/../../BUILD_ID', 'br')).status).toBe(404)
    expect((await ask('/_next/static/chunks/a.js.br', 'br')).status).toBe(404)
  })

  it('are left to Next.js if the file changed after it was compressed', async () => {
    const distDir = await built()
    const later = new Date(Date.now() + 60_000)
    await utimes(join(distDir, 'static/chunks/a.js'), later, later)
    const { ask } = await serving(distDir)
    expect((await ask('/_next/static/chunks/a.js', 'br')).status).toBe(404)
  })
})

async function built() {
  const distDir = await mkdtemp(join(tmpdir(), 'pushdesk-static-'))
  ended.push(() => rm(distDir, { recursive: true }))
  await mkdir(join(distDir, 'static/chunks'), { recursive: true })
  await writeFile(join(distDir, 'static/chunks/a.js'), script)
  await writeFile(join(distDir, 'BUILD_ID'), 'one')
  await compressStaticFiles(distDir)
  return distDir
}

/** Starts a server that responds 404 where Next.js would respond. */
async function serving(distDir: string) {
  const answered = await staticFiles(distDir)
  const server = createServer((request, response) => {
    if (!answered(request, response)) response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ended.push(async () => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    ask: (path: string, encodings: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'accept-encoding': encodings } }),
  }
}
