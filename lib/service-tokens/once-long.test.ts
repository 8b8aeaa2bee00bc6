import { afterEach, expect, it, vi } from 'vitest'
import { keepAnswer } from '@/db/queries/staff/service-tokens'
import { makeServiceToken } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForToken } from './context-for-token'
import { onceLong } from './once'

afterEach(() => vi.useRealTimers())

const asked = { key: 'key-1', method: 'post', url: 'http://localhost/test', body: {} }
const reply = { status: 200, body: { sent: 1 } }

it('a concurrent repeat is refused as in progress, and a later one gets the same response', () =>
  inRollback(async (db) => {
    const { token } = await makeServiceToken(db)
    const ctx = await contextForToken(db, { token, requestId: 'test' })
    if (!ctx) throw new Error('the token doesn’t work')
    let acts = 0
    const first = await onceLong(ctx, asked, async () => {
      acts += 1
      await expect(onceLong(ctx, asked, async () => reply)).rejects.toMatchObject({
        reason: 'conflict',
        message: expect.stringContaining('still under way'),
      })
      return reply
    })
    expect(first).toEqual(reply)
    expect(await onceLong(ctx, asked, async () => reply)).toMatchObject({ ...reply, headers: expect.any(Object) })
    expect(acts).toBe(1)
  }))

it('a failed call can be retried, and after a while so can one whose process died', () =>
  inRollback(async (db) => {
    const { token, id } = await makeServiceToken(db)
    const ctx = await contextForToken(db, { token, requestId: 'test' })
    if (!ctx) throw new Error('the token doesn’t work')
    await expect(onceLong(ctx, asked, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(await onceLong(ctx, asked, async () => reply)).toEqual(reply)
    // A call that never ended, six minutes later.
    await keepAnswer(db, { serviceTokenId: id, key: asked.key, status: 0, answer: '' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 })
    expect(await onceLong(ctx, asked, async () => ({ ...reply, status: 202 }))).toMatchObject({ status: 202 })
  }))
