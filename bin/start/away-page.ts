import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@/db/client'
import { missingPart } from '@/lib/readiness'
import { ownHeaders } from './own-headers'

const againSeconds = 5

/**
 * Responds for the dashboard while its database is unreachable, so that page loads don't hang or look broken. Returns
 * false if the dashboard should respond: the database is up, or the request isn't for a page.
 */
export async function answeredAsAway(database: Database, request: IncomingMessage, response: ServerResponse) {
  if (database.kind === 'pglite' || !isPage(request)) return false
  if ((await missingPart(database)) !== 'database') return false
  answerUnavailable(request, response, databaseAway)
  return true
}

/** Responds while the dashboard starts: a page that reloads itself for browsers, one line for programs. */
export function answerAsStarting(request: IncomingMessage, response: ServerResponse) {
  if (isPage(request)) return answerUnavailable(request, response, starting)
  response.writeHead(503, {
    ...ownHeaders(),
    'content-type': 'text/plain; charset=utf-8',
    'retry-after': String(againSeconds),
  })
  response.end('Pushdesk is starting.\n')
}

const databaseAway = {
  title: 'Database unavailable',
  heading: 'Pushdesk can’t reach its database right now',
  againSeconds,
}
const starting = { title: 'Starting', heading: 'Pushdesk is starting', againSeconds: 1 }

function answerUnavailable(request: IncomingMessage, response: ServerResponse, page: typeof starting) {
  response.writeHead(503, {
    ...ownHeaders(),
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'retry-after': String(page.againSeconds),
  })
  if (request.method === 'HEAD') response.end()
  else response.end(pageOf(page, request.method === 'POST' ? unsaved : again(page.againSeconds)))
}

/** Whether the browser opens a page or posts a form. Script requests carry a header that says so, or are under /api. */
function isPage({ url = '', headers }: IncomingMessage) {
  if (/^\/(?:_next|api)\//.test(url) || headers.rsc !== undefined || headers['next-action'] !== undefined) return false
  return headers.accept?.includes('text/html') ?? false
}

const again = (seconds: number) => ({
  head: `<meta http-equiv="refresh" content="${seconds}">`,
  text: seconds === 1 ? 'This page reloads every second.' : `This page reloads every ${seconds} seconds.`,
})
const unsaved = { head: '', text: 'Nothing was saved. Go back to find your input, and try again in a few seconds.' }

const pageOf = ({ title, heading }: typeof starting, { head, text }: typeof unsaved) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
${head}
<title>${title} · Pushdesk</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem } h1 { font-size: 1.25rem }</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text}</p>
</main>
</body>
</html>
`
