import { expect, it } from 'vitest'
import { deviceTokenHex, makeEnvironment, unique } from '@/db/factories'
import { pageOfDeviceEvents } from '@/db/queries/device-events'
import { testDatabase } from '@/db/testing'
import { withKey } from '../testing/contexts'
import { registerDevice } from './register-device'

const times = 40

it('gives an address that many claim at once to one after the other, and tells of each move', async () => {
  const { db } = await testDatabase()
  const environmentId = (await makeEnvironment(db)).id
  const ctx = await withKey(db, { environmentId, kind: 'secret' })
  const deviceToken = deviceTokenHex()
  const claims = Array.from({ length: times }, () =>
    registerDevice(ctx, { deviceToken, user: { id: unique('user') }, permission: 'authorized' }),
  )
  const answers = await Promise.all(claims)
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(answers.filter(({ reassigned }) => reassigned)).toHaveLength(times - 1)
  const [{ device } = { device: { id: '' } }] = answers
  const page = { environmentId, deviceId: device.id, after: undefined, limit: 2 * times }
  const events = await pageOfDeviceEvents(db, page)
  expect(events.map(({ kind }) => kind).sort()).toEqual([...Array(times - 1).fill('moved'), 'registered'])
  // Each customer but the last lost it exactly once: the moves are one chain.
  const lost = events.flatMap(({ previousCustomerId }) => previousCustomerId ?? [])
  expect(new Set(lost).size).toBe(times - 1)
})
