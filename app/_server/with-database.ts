import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { sharedDatabase } from '@/db/shared'
import { answering } from '@/lib/answering'
import { awayDigest } from '@/lib/away-digest'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { outageOf } from '@/lib/outage'

/** Awaits `work`. If the database is away, fails within seconds with an error that the error screen recognizes. */
export async function withDatabase<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await answering(sharedDatabase(), work)
  } catch (error) {
    unstable_rethrow(error)
    const outage = outageOf(error) ?? (isAway(error) ? error : undefined)
    if (!outage) throw error
    log.error({ err: error }, 'database didn’t respond to the dashboard')
    throw Object.assign(outage, { digest: awayDigest })
  }
}

const isAway = (error: unknown): error is Refused => error instanceof Refused && error.code === 'unavailable'
