import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { DeregisterDevice } from '@/lib/devices/deregister-device'
import { RegisterDevice } from '@/lib/devices/register-device'
import { Message, Push } from '@/lib/notifications/inputs'
import { PromptEvent } from '@/lib/prompts/serving/record-prompt-events'
import { User } from '@/lib/user'

const names = [
  'undefined',
  'null',
  'NULL',
  '(null)',
  '<null>',
  'nil',
  'NaN',
  '[object Object]',
  '00000000-0000-0000-0000-000000000000',
  ' ',
  '\t\n',
  '\u00a0\u3000',
  '\u200b',
  '\ufeff \u2060',
  '\u3164',
  ' undefined ',
]

const user = { id: 'ada' }
const message = { id: 'm', type: 'live', conversationId: 'c', user, title: 't', body: 'b' }
const event = { id: 'e', kind: 'displayed', user, at: '2026-01-31T12:00:00Z' }
const push = { to: { deviceToken: 'ab' }, payload: { aps: { alert: 'x' } } }

/** Every field in which programs name a customer, device, or message: schema, path, and an input with that name. */
const fields: [z.ZodType, string, (name: string) => object][] = [
  [User, 'id', (id) => ({ id })],
  [User, 'anonymousId', (anonymousId) => ({ anonymousId })],
  [RegisterDevice, 'user.id', (id) => ({ deviceToken: 'ab', user: { id }, permission: 'denied' })],
  [RegisterDevice, 'uuid', (uuid) => ({ uuid, user, permission: 'denied' })],
  [Message, 'id', (id) => ({ ...message, id })],
  [Message, 'conversationId', (conversationId) => ({ ...message, conversationId })],
  [Message, 'user.id', (id) => ({ ...message, user: { id } })],
  [Push, 'idempotencyKey', (idempotencyKey) => ({ ...push, idempotencyKey })],
  [PromptEvent, 'id', (id) => ({ ...event, id })],
]

describe('a placeholder ID', () => {
  it.each(fields.flatMap(([schema, path, input]) => names.map((name) => ({ schema, path, input, name }))))(
    'is rejected as $path: $name',
    ({ schema, path, input, name }) => {
      const result = schema.safeParse(input(name))
      expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
    },
  )

  it.each(['.', '..'])('is rejected where a URL has to name the customer: %s', (id) => {
    expect(User.safeParse({ id }).success).toBe(false)
  })

  it.each(['0', 'undefined-7', 'Nullmann', 'a b', '…', '👩‍👩‍👧', 'null@example.com', '-', '...'])(
    'doesn’t match %s',
    (id) => {
      expect(User.safeParse({ id }).success).toBe(true)
    },
  )

  it('can still be deregistered, because earlier releases accepted it', () => {
    for (const name of names)
      expect(DeregisterDevice.safeParse({ uuid: name, user: { id: name } }).error, name).toBeUndefined()
  })
})
