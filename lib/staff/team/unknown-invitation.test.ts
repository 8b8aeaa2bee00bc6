import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { acceptInvitation } from './accept-invitation'

it('a link that doesn’t work costs no hash: it is refused while all turns to hash are taken', () =>
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

it('more hashes than can wait are refused, and the others are made', async () => {
  const all = await Promise.allSettled(Array.from({ length: 80 }, () => hashPassword('at once')))
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []))
  expect(refused).toEqual(Array.from({ length: 18 }, () => 'too-many'))
})
