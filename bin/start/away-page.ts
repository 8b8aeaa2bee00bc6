import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@/db/client'
import { missingPart } from '@/lib/readiness'

const againSeconds = 5

/**
 * Answers for the dashboard while its database is away, so that pages opened then don't hang or look broken. False if the * dashboard should answer: the database is there, or the request isn't for a page.
 */
export async function answeredAsAway(database: Database, request: IncomingMessage, response: ServerResponse) {
  if (database.kind === 'pglite' || !isPage(request)) return false
  if ((await missingPart(database)) !== 'database') return false
  const isForm = request.method === 'POST'
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'retry-after': String(againSeconds),
  })
  response.end(request.method === 'HEAD' ? undefined : pageOf(isForm ? unsaved : again))
  return true
}

/** A page that the browser opens or a form it posts. Requests of scripts have a header that says so, or are under /api. */
function isPage({ url = '', headers }: IncomingMessage) {
  if (/^\/(?:_next|api)\//.test(url) || headers.rsc !== undefined || headers['next-action'] !== undefined) return false
  return headers.accept?.includes('text/html') ?? false
}

const again = {
  head: `<meta http-equiv="refresh" content="${againSeconds}">`,
  text: `This page tries again every ${againSeconds} seconds.`,
}
const unsaved = { head: '', text: 'Nothing was saved. Go back to find your input, and try again in a few seconds.' }

const pageOf = ({ head, text }: typeof again) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
${head}
<title>Database unavailable · Pushdesk</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem } h1 { font-size: 1.25rem }</style>
</head>
<body>
<main>
<h1>Pushdesk can’t reach its database right now</h1>
<p>${text}</p>
</main>
</body>
</html>
`
