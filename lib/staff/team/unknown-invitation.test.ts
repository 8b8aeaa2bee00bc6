import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { acceptInvitation } from './accept-invitation'

it('rejects an invalid link without hashing, even while all hashing slots are taken', () =>
  inRollback(async (db) => {
    const told: string[] = []
    const busy = Promise.allSettled(
      Array.from({ length: 40 }, () => hashPassword('someone else').then(() => told.push('hash'))),
    )
    const raw = { token: 'guessed', name: 'Nobody', password: 'correct horse battery', requestId: 'test' }
    const refused = acceptInvitation(db, raw).catch(() => void told.push('refused'))
    await Promise.all([refused, busy])
    expect(told).toHaveLength(41)
    expect(told.indexOf('refused')).toBeLessThan(40)
  }))

it('rejects hashes beyond the queue limit, and completes the rest', async () => {
  const all = await Promise.allSettled(Array.from({ length: 80 }, () => hashPassword('at once')))
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []))
  expect(refused).toEqual(Array.from({ length: 18 }, () => 'too-many'))
})
