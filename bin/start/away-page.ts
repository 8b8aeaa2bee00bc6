import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@/db/client'
import { missingPart } from '@/lib/readiness'

const againSeconds = 5

/**
 * Answers for the dashboard while its database is away, so that a page that is opened then neither hangs nor blames
 * itself. False where the dashboard shall answer: the database is there, or it is no page that was asked for.
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

/** What a browser opens or posts by itself; what its scripts ask for says so in a header, or lies under /api. */
function isPage({ url = '', headers }: IncomingMessage) {
  if (/^\/(?:_next|api)\//.test(url) || headers.rsc !== undefined || headers['next-action'] !== undefined) return false
  return headers.accept?.includes('text/html') ?? false
}

const again = {
  head: `<meta http-equiv="refresh" content="${againSeconds}">`,
  text: `This page tries again every ${againSeconds} seconds.`,
}
const unsaved = { head: '', text: 'Nothing was saved. Go back to find what you typed, and try again in a few seconds.' }

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
