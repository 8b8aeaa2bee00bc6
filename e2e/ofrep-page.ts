import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page, Response } from '@playwright/test'
import type { demoEnvironment } from './site'

type Environment = ReturnType<typeof demoEnvironment>

const require = createRequire(import.meta.url)
const besideEntry = (from: NodeJS.Require, name: string, file: string) => join(dirname(from.resolve(name)), file)
const ofProvider = createRequire(require.resolve('@openfeature/ofrep-web-provider'))
const ofSdk = createRequire(require.resolve('@openfeature/web-sdk'))

/** The published modules as a browser loads them; nothing of theirs is changed, bundled or replaced. */
const modules: Record<string, string> = {
  '@openfeature/ofrep-web-provider': besideEntry(require, '@openfeature/ofrep-web-provider', 'index.esm.js'),
  '@openfeature/ofrep-core': besideEntry(ofProvider, '@openfeature/ofrep-core', 'index.esm.js'),
  '@openfeature/web-sdk': besideEntry(require, '@openfeature/web-sdk', '../esm/index.js'),
  '@openfeature/core': besideEntry(ofSdk, '@openfeature/core', '../esm/index.js'),
}

const importMap = { imports: Object.fromEntries(Object.keys(modules).map((name) => [name, `/${name}.js`])) }

const html = (options: object) => `<!doctype html><title>Bank</title><output>starting</output>
<script type="importmap">${JSON.stringify(importMap)}</script>
<script type="module">
  import { OpenFeature } from '@openfeature/web-sdk'
  import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
  const { query, ...options } = ${JSON.stringify(options)}
  const provider = new OFREPWebProvider({ ...options, ...(query && { query: new URLSearchParams(query) }) })
  await OpenFeature.setContext({ targetingKey: 'a browser', permission: 'notDetermined' })
  await OpenFeature.setProviderAndWait(provider)
  const client = OpenFeature.getClient()
  const show = () => {
    document.querySelector('output').textContent = client.getBooleanValue('push-permission-prompt', false) ? 'on' : 'off'
  }
  client.addHandler('PROVIDER_CONFIGURATION_CHANGED', show)
  show()
</script>`

type Options = { changeDetection: 'sse' | 'polling'; pollInterval?: number; query?: string }

type Call = { kind: 'bulk' | 'stream'; url: URL; status: number; askedAt: number }

const kinds: Record<string, Call['kind']> = { '/ofrep/v1/evaluate/flags': 'bulk', '/api/v1/prompt/stream': 'stream' }

/** By the browser's own clock, not by when the test came to look. */
export const askedAt = (response: Response) => response.request().timing().startTime

/** A web page of the company that runs OpenFeature's own web provider, and every call of its that the server answered. */
export async function openOfrepPage(
  page: Page,
  { baseURL, environment, ...given }: Options & { baseURL: string | undefined; environment: Environment },
) {
  const calls: Call[] = []
  page.on('response', (response) => {
    const request = response.request()
    const url = new URL(response.url())
    const kind = kinds[url.pathname]
    if (kind && request.method() !== 'OPTIONS')
      calls.push({ kind, url, status: response.status(), askedAt: askedAt(response) })
  })
  const headers = [['Authorization', `Bearer ${environment.publishableKey}`]]
  const body = html({ baseUrl: baseURL, headers, cacheMode: 'disabled', ...given })
  await page.goto(await servedFor(page, body))
  return {
    value: page.getByRole('status'),
    calls: (kind: 'bulk' | 'stream') => calls.filter((call) => call.kind === kind),
  }
}

/** By a server of the company: another origin than the one under test, so that every call crosses it as in production. */
async function servedFor(page: Page, body: string) {
  const server = createServer(({ url = '' }, response) => {
    const file = modules[url.slice(1).replace(/\.js$/, '')]
    response.setHeader('content-type', file ? 'text/javascript' : 'text/html')
    response.end(file ? readFileSync(file) : body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  page.once('close', () => {
    server.closeAllConnections()
    server.close()
  })
  const bound = server.address()
  if (typeof bound !== 'object' || !bound) throw new Error('the server has no port')
  return `http://127.0.0.1:${bound.port}/`
}
