import type { Role } from '@/db/schema/staff'
import type { Attempt, Delivery, Device, Facts } from './facts'
import type { Check, Fact } from './schema'

/** Who will read it: what they can do next differs. */
export type Reader = Role | 'program'

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

/** Managers can repair an environment; everybody else can only tell them. */
export function toDo(reader: Reader, { manager, others }: { manager: string; others: string }): string {
  return reader === 'admin' || reader === 'integration_manager' || reader === 'program' ? manager : others
}

export const openTheApp = 'Ask the customer to open the app: it registers again by itself.'

export function isForCompanyApi({ device, delivery, environment }: RouteFacts): boolean {
  if (delivery) return delivery.transport === 'company_api'
  return device?.kind === 'uuid' || environment.endpointUsedFor === 'all'
}
