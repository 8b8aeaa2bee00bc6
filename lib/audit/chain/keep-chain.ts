import type { Database } from '@/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { sealAudit } from './seal-audit'
import { auditSink } from './sinks'
import { streamAudit } from './stream-audit'

const everyMs = 1_000

/**
 * Seals and streams the audit log every second while this process runs. Whichever process comes first takes the turn.
 */
export function keepAuditChain({ db }: Pick<Database, 'db'>): { stop(): Promise<void> } {
  const { AUDIT_STREAM: to, AUDIT_STREAM_TOKEN: token } = env()
  const sink = to ? auditSink(to, token) : undefined
  let running: Promise<void> | undefined
  const run = async () => {
    await sealAudit(db)
    if (to && sink) await streamAudit(db, { to, sink })
  }
  const timer = setInterval(() => {
    running ??= run()
      .catch((error: unknown) => log.error({ err: error }, 'couldn’t seal or stream the audit log; retrying'))
      .finally(() => {
        running = undefined
      })
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
