import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { type Document, tags } from '@/gateway/openapi'
import { codes } from '@/gateway/problem-codes'
import { operationsOf, showOperation } from './operation'
import { prose } from './prose'
import { style } from './style'

/** Renders the API reference as one page that needs no scripts and loads nothing. */
export async function docsPage(document: Document): Promise<string> {
  const operations = operationsOf(document)
  const groups = tags
    .map((tag) => ({ ...tag, operations: operations.filter((one) => one.tags.includes(tag.name)) }))
    .filter((group) => group.operations.length)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Pushdesk API</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the calls</a>
<nav aria-label="Calls">
  <p class="brand">Pushdesk <span>API</span></p>
  <a class="group" href="#start">Start</a>
  ${groups.map(
    ({ name, operations: inGroup }) =>
      html`<a class="group" href="#group-${name}">${name}</a>${inGroup.map(
        (one) =>
          html`<a class="to-call" href="#${one.operationId}"><span class="method ${one.method}">${short(one.method)}</span>${one.summary}</a>`,
      )}`,
  )}
  <a class="group" href="#problems">Problems</a>
  <a class="group" href="/api/v1/docs/sdk">SDK guide</a>
</nav>
<main id="main">
  ${start(document)}
  ${groups.map(
    ({ name, description, operations: inGroup }) => html`<section aria-labelledby="group-${name}">
      <h2 id="group-${name}">${name}</h2><p class="lead">${description}</p>
      ${inGroup.map((one) => showOperation(document, one))}
    </section>`,
  )}
  ${problems()}
</main>
</body>
</html>`
  return String(await page)
}

/** Allows the page this one style and nothing else. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const short = (method: string) => (method === 'delete' ? 'DEL' : method.toUpperCase())

function start({ info }: Document) {
  return html`<section id="start"><h1>${info.title}</h1>
    ${prose(info.description)}
    <h2>Keys</h2>
    <p>Send <code>Authorization: Bearer &lt;key&gt;</code>, or <code>X-API-Key</code>. A publishable key (<span class="key">pk</span>) ships in apps and can make only the SDK’s calls. A secret key (<span class="key">sk</span>) is for servers only. Create both in the environment’s settings.</p>
    <h2>Identity</h2>
    <p>Anyone with the app can read its publishable key. If the environment uses identity verification, a call with a publishable key that names a <code>user.id</code> therefore needs <code>User-Token: &lt;JWT&gt;</code>. Its <code>sub</code> is that ID, and your server signs it with the environment’s identity secret (HS256) or a key of your JWKS.</p>
    <p><a href="/api/v1/openapi.json">OpenAPI 3.1 description</a> · <a href="/api/v1/docs/sdk">SDK guide</a></p></section>`
}

function problems() {
  return html`<section id="problems"><h2>Problems</h2>
    <p class="lead">Every error is one JSON object with <code>status</code>, <code>code</code>, <code>detail</code>, <code>requestId</code>, and <code>traceId</code>. <code>errors</code> lists each invalid field by its path.</p>
    ${codes.map(
      ({ code, status, meaning }) =>
        html`<div class="answer" id="problem-${code}"><span class="status s${String(status)[0]}">${status}</span><span><code>${code}</code> ${meaning}</span></div>`,
    )}</section>`
}
