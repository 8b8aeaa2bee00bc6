import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import { startGateway } from './listener'

export const onContent = (given: Partial<PromptContent> = {}): PromptContent => ({
  ...offContent,
  isOn: true,
  ...given,
})

/** One gateway on its own port for all tests in a file, and a new prompt for each test. */
export function promptServer() {
  let server: Server
  let stop: () => Promise<void>
  let url: string
  let setting: PromptSetting

  beforeAll(async () => {
    setting = await promptSetting()
    const gateway = await startGateway({ database: setting.database })
    stop = gateway.stop
    server = createServer(gateway.listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await stop()
    server.closeAllConnections()
    server.close()
  })
  beforeEach(async () => {
    setting = await promptSetting()
  })

  const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/ofrep/v1/evaluate/flags${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${setting.publishableKey}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  return { url: () => url, setting: () => setting, ask }
}
