import { onTestFinished } from 'vitest'
import type { Db } from '@/db/client'
import { unique } from '@/db/factories'
import { deliverMessages } from '@/lib/channels/deliver-messages'
import { startMailServer } from './mail-server'

/** Starts a mail server for the rest of the test, and returns the emails it gets. */
export async function mailed() {
  const { mails, close } = await startMailServer()
  onTestFinished(async () => {
    await close()
  })
  return mails
}

/** Delivers everything that is due, including messages that result from it. */
export async function deliverAll(db: Db) {
  while ((await deliverMessages(db, { now: new Date(Date.now() + 1_000) })).length > 0);
}

export const address = () => `${unique('person')}@example.com`
