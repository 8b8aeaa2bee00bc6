import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html, raw } from 'hono/html'
import { textAnswer } from '@/gateway/answers'
import { type Gateway, register } from '@/gateway/gateway'
import { documentOf } from '@/gateway/openapi'
import { anchorOf, headingsOf, markdown } from './markdown'
import { contentSecurityPolicy, docsPage } from './page'
import { style } from './style'

/** Registers the API reference and the guide to its reference client. */
export function registerDocs(gateway: Gateway) {
  registerPage(gateway, '/api/v1/docs', () => docsPage(documentOf(gateway)))
  registerPage(gateway, '/api/v1/docs/sdk', async () =>
    guideOf('Pushdesk SDK', await readFile(join(process.cwd(), 'sdk/README.md'), 'utf8')),
  )
}

function registerPage(gateway: Gateway, path: `/${string}`, make: () => Promise<string>) {
  let page: Promise<string> | undefined
  register(gateway, { method: 'get', path, takes: 'nobody' }, async () => {
    page ??= make()
    return textAnswer(await page, 'text/html; charset=utf-8', {
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'public, max-age=300',
    })
  })
}

/** Renders a guide as a page next to the API reference, readable without scripts. */
async function guideOf(title: string, text: string): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the guide</a>
<nav aria-label="Guide">
  <p class="brand">Pushdesk <span>SDK</span></p>
  ${headingsOf(text).map((heading) => html`<a class="group" href="#${anchorOf(heading)}">${heading}</a>`)}
  <a class="group" href="/api/v1/docs">API reference</a>
</nav>
<main id="main">${markdown(text)}</main>
</body>
</html>`
  return String(await page)
}
