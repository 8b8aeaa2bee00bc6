import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { Reader } from '@/lib/deliveries/next-action'
import type { Cause } from './causes'
import type { DiagnosedAttempt, DiagnosedDelivery, DiagnosedDevice, Facts } from './facts'
import type { Fact } from './schema'
import type { ActKind, Turn } from './turns'

export type { Reader }

/** One route to the customer: a device, and the delivery last sent there (or that of the message in question). */
export type RouteFacts = Facts & {
  reader: Reader
  device: DiagnosedDevice | undefined
  delivery: DiagnosedDelivery | undefined
  attempt: DiagnosedAttempt | undefined
}

export type Next = {
  who: Turn
  sentence: string
  act?: ActKind
  /** The act's target, if it isn't the route's own device, delivery, or environment. */
  at?: { href?: string; deviceId?: string; deliveryId?: string }
}

/** A check that warns or stops names its cause; one that passes may name an end. */
export type CheckAnswer = { sentence: string; facts?: (Fact | undefined)[] } & (
  | { status: 'ok'; cause?: Cause; next?: Next }
  /** `isSince`: it came about after the message in question. */
  | { status: 'warning' | 'stopped'; cause: Cause; next: Next; isSince?: true }
)

export const fact = (label: string, value: string | number | null | undefined): Fact | undefined =>
  value === null || value === undefined || value === '' ? undefined : { label, value: String(value) }

export const factAt = (label: string, at: Date | null | undefined, value?: string | null): Fact | undefined =>
  at ? { label, at: at.toISOString(), ...(value && { value }) } : undefined

export const wordOf = (reason: string | null | undefined) => (reason ? reasonWord(reason) : undefined)

/** Managers can repair an environment. Everyone else can only tell them. */
export function toDo(reader: Reader, { manager, others }: { manager: string; others: string }): string {
  return reader === 'admin' || reader === 'integration_manager' || reader === 'program' ? manager : others
}

/** A viewer can't send a test. */
export const testWords = (reader: Reader, purpose: string) =>
  `${reader === 'viewer' ? 'Ask support to send' : 'Send'} a test to confirm${purpose}.`

export function isForCompanyApi({ device, delivery, environment }: RouteFacts): boolean {
  if (delivery) return delivery.transport === 'company_api'
  return device?.kind === 'uuid' || environment.endpointUsedFor === 'all'
}
