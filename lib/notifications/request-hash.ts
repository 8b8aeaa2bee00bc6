import { hashOf } from '../secrets'
import type { NewNotification } from './new-notification'

/** Of what the caller asked for, however its keys are ordered, so that one id with two contents can be told. */
export function requestHashOf({ actor: _, ...asked }: NewNotification): string {
  return hashOf(JSON.stringify(asked, sortedKeys))
}

function sortedKeys(_key: string, value: unknown) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
