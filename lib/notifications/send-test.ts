import { z } from 'zod'
import { recentTests, waitToTest } from '@/db/queries/deliveries/notifications'
import { command, query } from '@/lib/command'
import { mustConfirmProduction } from '@/lib/confirmation'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { storableText } from '@/lib/text/storable-text'
import { createNotification } from './create-notification'
import { PushHeaders, PushPayload } from './inputs'

/** Per person and environment. */
export const testsPerMinuteMax = 20
const windowMs = 60_000

export const SendTest = inEnvironment({
  deviceId: z.uuid('Choose a device.'),
  /** A complete APNs payload, instead of title and body. */
  payload: PushPayload.optional(),
  title: storableText(1000, 0).optional(),
  body: storableText(4000, 0).optional(),
  headers: PushHeaders.optional(),
  /** Required in production: the company's slug, typed to confirm. */
  confirmation: z.string().trim().optional(),
  /** A repeat with the same content returns the same test, which is sent once. */
  idempotencyKey: storableText(200).optional(),
})

/** Sends a push to one device, even while the chat or app is open. */
export const sendTest = command('test.send', SendTest, async ({ db, staff, scope, input, requestId, trace }) => {
  const { environmentId, deviceId, payload, title, body, headers, confirmation, idempotencyKey } = input
  mustConfirmProduction(scope, confirmation, {
    message: 'This reaches a real customer’s phone. Confirm it first.',
    hint: (wanted) => `Type ${wanted} to send to a production device.`,
  })
  if (!payload && !body) throw new Refused('invalid', 'There is nothing to send.', { body: ['Enter a text.'] })
  const tests = { environmentId, actorId: staff.id }
  await waitToTest(db, tests)
  const recent = await recentTests(db, { ...tests, windowMs })
  checkRate(recent)
  const created = await createNotification(db, {
    environment: { id: environmentId },
    type: 'test',
    externalId: idempotencyKey,
    to: { deviceId },
    ...(payload ? { payload } : { title: title || undefined, body }),
    headers,
    actor: { kind: 'staff', id: staff.id, name: staff.name },
    requestId,
    trace,
  })
  const testsLeft = testsPerMinuteMax - recent.count
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
  const tests = { environmentId: input.environmentId, actorId: staff.id, windowMs }
  return Math.max(0, testsPerMinuteMax - (await recentTests(db, tests)).count)
})

function checkRate({ count, oldestAt }: Awaited<ReturnType<typeof recentTests>>) {
  if (count < testsPerMinuteMax) return
  const leftMs = (oldestAt?.getTime() ?? Date.now()) + windowMs - Date.now()
  const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1_000))
  const sentence = `You sent ${testsPerMinuteMax} tests within a minute. Try again in a moment.`
  throw new Refused('too-many', sentence, {}, 'too_many', { retryAfterSeconds })
}
