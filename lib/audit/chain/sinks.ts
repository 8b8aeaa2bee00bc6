import type { AuditSink } from './stream-audit'

const waitMs = 10_000

/** Lines on standard output, for a collector that reads the log of the process. */
const toStdout: AuditSink = async (lines) => void process.stdout.write(lines)

/** Lines of JSON in one POST. Whoever runs Pushdesk names the address; nothing of it comes from a page. */
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
