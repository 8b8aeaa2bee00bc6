import { expect, it } from 'vitest'
import { makeAttempt, makeDelivery, makeEnvironment, makeNotification } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { showDelivery } from './show-delivery'

const address = '7a'.repeat(32)

it('the curl command of an APNs push contains the payload, with every token masked', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const payload = { aps: { alert: { title: "Anna's answer", body: 'Hello' } }, token: address }
    const { id: notificationId } = await makeNotification(db, { environmentId, payload })
    const { id: deliveryId } = await makeDelivery(db, { environmentId, notificationId, address, state: 'failed' })
    await makeAttempt(db, {
      environmentId,
      deliveryId,
      request: { method: 'POST', url: `https://apns.test/3/device/${address}`, headers: { 'apns-topic': 'x' } },
    })
    const shown = await showDelivery(await signedIn(db, { role: 'admin' }), { environmentId, deliveryId })
    const [attempt] = shown.attempts
    expect(attempt?.curl).toContain(`--data-raw '{"aps":{"alert":{"body":"Hello","title":"Anna'\\''s answer"}}`)
    expect(attempt?.request?.body).toMatchObject({ aps: payload.aps })
    expect(JSON.stringify(attempt)).not.toContain(address)
  }))
