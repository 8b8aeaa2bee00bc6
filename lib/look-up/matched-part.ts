import type { Pasted } from '@/lib/pasted/read-pasted'

type Device = { id: string; kind: 'device_token' | 'uuid'; address: string; customerId: string }

/** Says in words why a device was found. */
export function matchedPart({ id, kind, address, customerId }: Device, match: Pasted): string {
  const noun = kind === 'uuid' ? 'UUID' : 'token'
  if (match.ids.includes(id)) return 'device ID'
  if (match.addresses.includes(address)) return `whole ${noun}`
  if (match.ends && address.startsWith(match.ends.start) && address.endsWith(match.ends.end))
    return `both ends of the ${noun}`
  if (match.parts.some((part) => address.startsWith(part))) return `start of the ${noun}`
  if (match.parts.some((part) => address.endsWith(part))) return `end of the ${noun}`
  return match.ids.includes(customerId) ? 'customer’s Pushdesk ID' : 'customer'
}

/** Whether only part of an ID matched, so that another one may be meant. */
export const isOfPart = (matched: string) => /^(?:start|end|part|both ends) of /.test(matched)
