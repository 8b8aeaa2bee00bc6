import type { AuditSink } from './stream-audit'

const waitMs = 10_000

/** Writes lines to standard output, for a collector that reads the process's log. */
const toStdout: AuditSink = async (lines) => void process.stdout.write(lines)

/** Posts JSON lines. The operator configures the URL; no part of it comes from a request. */
const toUrl =
  (url: string, token: string | undefined): AuditSink =>
  async (lines) => {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/x-ndjson', ...(token && { authorization: `Bearer ${token}` }) },
      body: lines,
      signal: AbortSignal.timeout(waitMs),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the audit log’s receiver answered ${answer.status}`)
  }

export const auditSink = (to: string, token: string | undefined) => (to === 'stdout' ? toStdout : toUrl(to, token))
