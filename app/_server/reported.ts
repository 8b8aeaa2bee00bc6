import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

type Of = { requestId?: string | undefined; staffId?: string | undefined }

const known = new WeakSet<Error>()

/** Logs a bug with its stack. Returns the error to throw, with the request ID to quote. */
export function reported(error: unknown, { requestId, staffId }: Of) {
  unstable_rethrow(error)
  if (error instanceof Error && known.has(error)) return error
  log.error({ err: error, requestId, staffId }, 'page or action failed')
  if (!(error instanceof Error) || env().NODE_ENV === 'development') return error
  // Next.js prints the error it gets. A database error would include all values of its statement.
  const told = Object.assign(new Error('The log has the reason, under this request ID.'), { digest: requestId })
  known.add(told)
  return told
}
