import { z } from 'zod'
import { countRecentTests } from '@/db/queries/notifications'
import { command, query } from '../command'
import { mustConfirmProduction } from '../confirmation'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { storableText } from '../storable-text'
import { createNotification } from './create-notification'
import { PushHeaders, PushPayload } from './inputs'

/** Per person and environment. */
export const testsPerMinuteMax = 20
const windowMs = 60_000

export const SendTest = inEnvironment({
  deviceId: z.uuid('Choose a device.'),
  /** A whole APNs payload, or title and body. */
  payload: PushPayload.optional(),
  title: storableText(1000, 0).optional(),
  body: storableText(4000, 0).optional(),
  headers: PushHeaders.optional(),
  /** In production a person must say that they mean it: the company's slug, typed. */
  confirmation: z.string().trim().optional(),
  /** Repeated with the same content, it is the same test, which is sent once. */
  idempotencyKey: storableText(200).optional(),
})

/** A push to one device, whoever has the chat or the app open. */
export const sendTest = command('test.send', SendTest, async ({ db, staff, scope, input }) => {
  const { environmentId, deviceId, payload, title, body, headers, confirmation, idempotencyKey } = input
  mustConfirmProduction(scope, confirmation, {
    message: 'This reaches a real customer’s phone: confirm it first.',
    hint: (wanted) => `Type ${wanted} to send to a production device.`,
  })
  if (!payload && !body) throw new Refused('invalid', 'There is nothing to send.', { body: ['Write a text.'] })
  const sent = await countRecentTests(db, { environmentId, actorId: staff.id, windowMs })
  checkRate(sent)
  const created = await createNotification(db, {
    environment: { id: environmentId },
    type: 'test',
    externalId: idempotencyKey,
    to: { deviceId },
    ...(payload ? { payload } : { title: title || undefined, body }),
    headers,
    actor: { kind: 'staff', id: staff.id, name: staff.name },
  })
  const testsLeft = testsPerMinuteMax - sent
  if (created.isRepeat) return { result: { ...created, testsLeft }, audit: [] }
  return {
    result: { ...created, testsLeft: testsLeft - 1 },
    audit: {
      subject: { kind: 'notification', id: created.notification.id },
      after: { deviceId, deliveryIds: created.deliveries.map(({ id }) => id) },
    },
  }
})

/** How many more tests this person may send within the minute. */
export const countTestsLeft = query('test.send', inEnvironment({}), async ({ db, staff, input }) => {
  const sent = await countRecentTests(db, { environmentId: input.environmentId, actorId: staff.id, windowMs })
  return Math.max(0, testsPerMinuteMax - sent)
})

function checkRate(count: number) {
  if (count < testsPerMinuteMax) return
  throw new Refused('too-many', `You sent ${testsPerMinuteMax} tests within a minute. Wait a little.`)
}
