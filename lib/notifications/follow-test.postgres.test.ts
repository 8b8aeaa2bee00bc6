import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeApiKey, makeApp, makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import { openDatabase } from '@/db/open-database'
import { ownPostgres } from '@/db/testing'
import { startWorker, type Worker } from '@/lib/deliveries/sending/worker'
import { scriptedApns } from '@/lib/deliveries/testing/scripted-apns'
import { signedIn } from '@/lib/testing/contexts'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { readStream } from '@/lib/testing/read-stream'
import { followTest, type TestEvent } from './follow-test'
import { sendTest } from './send-test'

let own: Awaited<ReturnType<typeof ownPostgres>>
let other: Database
let apns: Awaited<ReturnType<typeof scriptedApns>>
let worker: Worker
let gateway: Awaited<ReturnType<typeof spawnGateway>>

beforeAll(async () => {
  own = await ownPostgres()
  other = await openDatabase({ url: own.url, dataDir: '' })
  apns = await scriptedApns()
  worker = await startWorker({ database: own.database, connectApns: apns.connect })
  gateway = await spawnGateway(own.url)
})

afterAll(async () => {
  await gateway.end()
  await worker.stop()
  await apns.close()
  await other.close()
  await own.drop()
})

it('streams what other processes send and receive', async () => {
  const { db } = own.database
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
  const device = await makeDevice(db, { environmentId })
  const { key } = await makeApiKey(db, { environmentId, kind: 'publishable' })
  apns.script(device.address, { status: 200 })
  const { notification, deliveries } = await sendTest(
    await signedIn(db, { role: 'support', companyIds: [company.id] }),
    { environmentId, deviceId: device.id, body: 'Is it there?' },
  )
  const ctx = await signedIn(other.db, { role: 'support', companyIds: [company.id] })
  const opened = { ctx, database: other, signal: new AbortController().signal }
  const stream = readStream<TestEvent>(await followTest(opened, { id: deliveries[0]?.id ?? '' }))
  await expect.poll(() => stream.events.at(-1)?.stage?.state, { interval: 5 }).toBe('accepted')
  const receipt = await fetch(`${gateway.url}/api/v1/receipts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ notificationId: notification.id, deviceToken: device.address, kind: 'received' }),
  })
  expect(receipt.ok).toBe(true)
  await stream.ended
  expect(stream.events.at(-1)).toEqual({ end: 'received' })
})
