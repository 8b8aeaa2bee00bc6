import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import type { listDevices } from '@/lib/devices/list-devices'
import { listOf, object, oneOf, orNull, resultOf, type Shaped, text } from '@/lib/shape'

export const TestDevice = object({
  deviceId: text,
  kind: oneOf(['device_token', 'uuid']),
  maskedAddress: text,
  customerName: text,
  model: orNull(text),
  status: oneOf(['active', 'suspect', 'disabled']),
  permission: text,
})
export type TestDevice = Shaped<typeof TestDevice>

const Found = object({
  id: text,
  kind: oneOf(['device_token', 'uuid']),
  maskedAddress: text,
  userId: orNull(text),
  anonymousId: orNull(text),
  model: orNull(text),
  status: oneOf(['active', 'suspect', 'disabled']),
  permission: text,
})

type Listed = Awaited<ReturnType<typeof listDevices>>['devices']
const Devices = resultOf<() => Listed>()(listOf(Found))

/** The newest devices, or those that match the text: a user ID, the start or end of a token, or an ID. */
export const testDevices = (base: string, text: string) =>
  queryOptions({
    queryKey: ['test-devices', base, text],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const body = JSON.stringify({ text })
      return (await fetchJson(`${base}/devices`, Devices, { method: 'POST', body, signal })).map(deviceOf)
    },
  })

const deviceOf = ({ id, userId, anonymousId, ...found }: Shaped<typeof Found>): TestDevice => ({
  ...found,
  deviceId: id,
  customerName: userId ?? anonymousId ?? 'Unknown customer',
})
