import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { failureOf } from '../deliveries/fetch-json'

export const TestDevice = z.object({
  deviceId: z.string(),
  kind: z.enum(['device_token', 'uuid']),
  maskedAddress: z.string(),
  customerName: z.string(),
  model: z.string().nullable(),
  status: z.enum(['active', 'suspect', 'disabled']),
  permission: z.string(),
})
export type TestDevice = z.output<typeof TestDevice>

const Found = z.object({
  id: z.string(),
  kind: TestDevice.shape.kind,
  maskedAddress: z.string(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  model: z.string().nullable(),
  status: TestDevice.shape.status,
  permission: z.string(),
})

/** The newest devices, or those that the text names: a user, a token's start or end, an id. */
export const testDevices = (base: string, text: string) =>
  queryOptions({
    queryKey: ['test-devices', base, text],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const response = await fetch(`${base}/devices`, {
        method: 'POST',
        signal,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
      if (!response.ok) throw await failureOf(response)
      return z
        .array(Found)
        .parse(await response.json())
        .map(deviceOf)
    },
  })

const deviceOf = ({ id, userId, anonymousId, ...found }: z.output<typeof Found>): TestDevice => ({
  ...found,
  deviceId: id,
  customerName: userId ?? anonymousId ?? 'Unknown customer',
})
