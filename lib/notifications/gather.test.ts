import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeEnvironment, unique } from '@/db/factories'
import { testDatabase } from '@/db/testing'
import { withKey } from '@/lib/testing/contexts'
import { refuseRows } from '@/lib/testing/refuse-rows'
import { acceptMessage } from './accept-message'

let database: Database
let refusing: Awaited<ReturnType<typeof refuseRows>>

beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => refusing.mend())

/** Sends messages to different customers at once and returns each outcome. */
async function together(titles: string[]) {
  const { id: environmentId } = await makeEnvironment(database.db)
  const ctx = await withKey(database.db, { environmentId, kind: 'secret' })
  return Promise.allSettled(
    titles.map((title) =>
      acceptMessage(ctx, {
        id: unique('message'),
        type: 'live',
        conversationId: 'conversation',
        user: { id: unique('user') },
        title,
        body: 'Hello',
      }),
    ),
  )
}

const titles = Array.from({ length: 50 }, (_, index) => ([7, 30, 49].includes(index) ? 'Poison' : 'Bank'))

describe('messages that are written together', () => {
  it('fail individually when the database rejects some of them', async () => {
    refusing = await refuseRows(database, { table: 'notifications', when: `new.title = 'Poison'`, code: '22P05' })
    const settled = await together(titles)
    expect(settled.map(({ status }) => status)).toEqual(
      titles.map((title) => (title === 'Poison' ? 'rejected' : 'fulfilled')),
    )
  })

  it('all fail at once, without retries, while the database rejects everything', async () => {
    refusing = await refuseRows(database, { table: 'notifications', when: 'true', code: '53100' })
    const settled = await together(titles)
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(['rejected']))
    // The first two are written alone, and the rest in one batch.
    expect(await refusing.count()).toBe(3)
  })
})
