import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { releaseEnvironment } from '@/db/queries/sending/holds'
import { wakeEnvironment } from '@/db/queries/sending/postponing'

/** Resumes the environment's APNs queue at once, after a good key was uploaded or APNs accepted a push again. */
export async function resumeEnvironment(db: Db, { environmentId }: { environmentId: string }): Promise<boolean> {
  const wasBlocked = await releaseEnvironment(db, { environmentId })
  const woken = await wakeEnvironment(db, { transport: 'apns', environmentId })
  if (wasBlocked) await announce(db, { kind: 'environment', environmentId })
  if (woken > 0) await announce(db, { kind: 'due' })
  return wasBlocked
}
