import type { Role } from '@/db/schema/staff'

/** What a reason means to the people who look after a delivery, and to the worker that decides what to do next. */
export type Explanation = {
  /** HTTP status it comes with, where there is one. */
  status?: number
  /** What happened, in the past tense: it is read long after. */
  meaning: string
  /** The same where it is so at this moment, and the past tense would mislead. */
  present?: string
  likelyCause: string
  /**
   * What a person can do, true during the delivery and after its end; null where there is nothing. What Pushdesk does by
   * itself follows from `retry`, what brings a device back from the device: see lib/deliveries/next-action.
   */
  nextAction: string | null
  /** Where a role can do more, or less, than `nextAction` says. */
  nextActionFor?: Partial<Record<Role, string | null>>
  /** The device has to come back, which depends on what its registration says now. */
  isRemediedByDevice?: true
  /** With `after_repair`: what was refused, where it may be less than everything that the key sends. */
  refused?: 'topic' | 'device'
  /** What is configured in Pushdesk was rejected: the URL, or the body template. */
  isOfSettings?: true
  devicePolicy: DevicePolicy
  retry: RetryPolicy
  fault: FaultSource
  /** Never again sooner than this. */
  waitMsMin?: number
  /** The growing waits end here. */
  waitMsMax?: number
}

/**
 * `disable`: the address is dead, unless it registered again after the timestamp in the answer.
 * `suspect`: dead or of the other environment; only a second such answer disables it.
 */
export type DevicePolicy = 'keep' | 'suspect' | 'disable'

/** `at_once`: surely not processed. `later`: with growing waits. `after_repair`: the environment is on hold until APNs accepts it again. */
export type RetryPolicy = 'no' | 'at_once' | 'later' | 'after_repair'

/** Where to look. `environment`: keys, topic or configuration. */
export const faults = [
  'none',
  'device',
  'message',
  'environment',
  'sender',
  'apns',
  'network',
  'company',
  'customer',
] as const
export type FaultSource = (typeof faults)[number]
