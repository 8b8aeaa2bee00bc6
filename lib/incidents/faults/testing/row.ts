import type { EnvironmentName } from '@/db/schema/companies'
import type { Affected } from '@/db/schema/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { Told } from '@/lib/incidents/told'
import type { FaultPlace } from './place'

/** A fault that can be injected and repaired, and the incident that it must open. */
export type FaultRow = {
  name: string
  cause: IncidentCause
  /** Part of the company's name. */
  slug: string
  /** `sandbox` if absent. */
  environment?: EnvironmentName
  /** How many customers with a phone the fault and its repair need. Each gets one message, unless sent more. */
  phones?: number
  /** Sets up what was there before the fault. */
  prepare?(place: FaultPlace): Promise<unknown>
  begin(place: FaultPlace): Promise<unknown>
  repair(place: FaultPlace): Promise<unknown>
  sentence: RegExp
  affected: Affected | ((affected: Affected) => boolean)
  next: { who: Told['nextAction']['who']; sentence: RegExp }
  /** How long the facts take by design until they show the fault, and why. The 20 s begin after that. */
  shownAfter?: { seconds: number; because: string }
}

export const none: Affected = { customers: 0, waiting: 0, lost: 0 }
export const waitingOf = (count: number): Affected => ({ customers: count, waiting: count, lost: 0 })
export const onlyLost = (count: number): Affected => ({ customers: count, waiting: 0, lost: count })
export const onlyCustomers = (count: number): Affected => ({ ...none, customers: count })
/** Nothing is lost while a queue is behind, and what waits becomes less. */
export const areWaiting = ({ customers, waiting, lost }: Affected) =>
  customers > 0 && waiting >= customers && lost === 0
export const afterWaiting = { seconds: 20, because: 'a queue is behind once its oldest delivery has waited 20 s' }
