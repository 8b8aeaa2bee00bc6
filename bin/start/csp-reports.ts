import type { IncomingMessage, ServerResponse } from 'node:http'
import { WindowCounts } from '@/lib/keys/window-counts'
import { log } from '@/lib/log'
import { withoutSecrets } from '@/lib/without-secrets'
import { ownHeaders } from './own-headers'

export const cspReportPath = '/csp-report'
const bytesMax = 16 * 1024
const perMinute = 30

/**
 * Receives browsers' reports of what a page’s policy blocked: an injected script, or a bug of ours. Anyone can send a
 * report, so each is truncated, stripped of queries, fragments, and secret path segments, and logged at a limited rate.
 */
export function cspReports(tell = logReport) {
  const counts = new WindowCounts(60_000)
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'POST' || request.url?.split('?', 1)[0] !== cspReportPath) return false
    let [body, bytes] = ['', 0]
    request.setEncoding('utf8').on('data', (chunk: string) => {
      bytes += chunk.length
      if (bytes > bytesMax) return request.destroy()
      body += chunk
    })
    request.on('end', () => {
      response.writeHead(204, ownHeaders()).end()
      if (counts.count('all', perMinute, Date.now()) > 0) return
      for (const report of reportsIn(body).slice(0, 5)) tell(report)
    })
    return true
  }
}

const logReport = (report: Told) => log.warn(report, 'the content security policy blocked something on a page')

type Told = { directive: string | undefined; blocked: string | undefined; page: string | undefined }

/** Parses both formats: `report-uri` sends one report, `report-to` a list. */
function reportsIn(body: string): Told[] {
  const parsed = parsedOf(body)
  return [parsed].flat().flatMap((one) => {
    const report = field(one, 'csp-report') ?? field(one, 'body')
    if (typeof report !== 'object' || report === null) return []
    return {
      directive: cutText(field(report, 'effective-directive') ?? field(report, 'effectiveDirective')),
      blocked: cutText(field(report, 'blocked-uri') ?? field(report, 'blockedURL')),
      page: cutText(field(report, 'document-uri') ?? field(report, 'documentURL')),
    }
  })
}

function parsedOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** URLs below these paths are credentials. */
const secretPath = /(\/(?:invitation|case|triggers)\/).*/s

function cutText(value: unknown) {
  if (typeof value !== 'string') return undefined
  // Untrusted input: 2,000 characters are far more than any URL of ours.
  const [address = ''] = value.slice(0, 2_000).split(/[?#]/, 1)
  return withoutSecrets(address.replace(secretPath, '$1…')).slice(0, 200)
}
