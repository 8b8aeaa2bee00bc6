import { expect, it } from 'vitest'
import { closeServer, listenOn } from './http'

it('while Pushdesk starts, a page says so and reloads itself, and a program gets one line', async () => {
  const { server, port, answerWith } = await listenOn({ host: '127.0.0.1', port: 0 })
  const asked = async (path: string, accept: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } })
    return { status: response.status, text: await response.text() }
  }
  const page = await asked('/', 'text/html')
  expect(page.status).toBe(503)
  expect(page.text).toContain('<h1>Pushdesk is starting</h1>')
  expect(page.text).toContain('<meta http-equiv="refresh" content="1">')
  expect(await asked('/api/v1/devices', '*/*')).toEqual({ status: 503, text: 'Pushdesk is starting.\n' })
  answerWith((_request, response) => response.end('ready'))
  expect(await asked('/', 'text/html')).toEqual({ status: 200, text: 'ready' })
  await closeServer(server)
})
