import type { Explanation } from '../apns/explanation'
import { nextActionOf, type Reader } from '../deliveries/next-action'
import type { Attempt, Delivery, Device, Facts } from './facts'
import type { Check, Fact } from './schema'

export type { Reader }

/** One way to the customer: a device, and what was last sent there (or the message that was asked about). */
export type RouteFacts = Facts & {
  reader: Reader
  device: Device | undefined
  delivery: Delivery | undefined
  attempt: Attempt | undefined
}

export type Answer = Pick<Check, 'status' | 'sentence'> & { facts?: (Fact | undefined)[]; nextAction?: string | null }

export const fact = (label: string, value: string | number | null | undefined): Fact | undefined =>
  value === null || value === undefined || value === '' ? undefined : { label, value: String(value) }

export const factAt = (label: string, at: Date | null | undefined, value?: string | null): Fact | undefined =>
  at ? { label, at: at.toISOString(), ...(value && { value }) } : undefined

/** Managers can repair an environment; everyone else can only tell them. */
export function toDo(reader: Reader, { manager, others }: { manager: string; others: string }): string {
  return reader === 'admin' || reader === 'integration_manager' || reader === 'program' ? manager : others
}

/** What the reader can do about a reason, as the delivery, its device and its environment are now. */
export function nextOf(explanation: Explanation, { reader, delivery, device, environment, now }: RouteFacts): string {
  return nextActionOf(explanation, { reader, delivery, device, isOnHold: environment.blockedReason !== null, now })
}

export function isForCompanyApi({ device, delivery, environment }: RouteFacts): boolean {
  if (delivery) return delivery.transport === 'company_api'
  return device?.kind === 'uuid' || environment.endpointUsedFor === 'all'
}
