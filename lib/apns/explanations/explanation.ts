import type { Role } from '@/db/schema/staff'

/** What a reason means to the people investigating a delivery, and to the worker that decides what to do next. */
export type Explanation = {
  /** The HTTP status that comes with the reason, if any. */
  status?: number
  /** What happened, in the past tense, because people read it long afterwards. */
  meaning: string
  /** The meaning while the reason still applies, where the past tense would mislead. */
  present?: string
  likelyCause: string
  /**
   * What a person can do, both during the delivery and after it has ended. Null if there is nothing to do. Text about
   * retries and about bringing a device back is added from `retry` and the device: see lib/deliveries/next-action.
   */
  nextAction: string | null
  /** Overrides for roles that can do more or less than `nextAction` says. */
  nextActionFor?: Partial<Record<Role, string | null>>
  /** The device has to become reachable again. How depends on the current state of its registration. */
  isRemediedByDevice?: true
  /** With `after_repair`: what APNs rejected, if that can be less than everything sent with the key. */
  refused?: 'topic' | 'device'
  /** The cause is a setting in Pushdesk, such as the URL or the body template. */
  isOfSettings?: true
  devicePolicy: DevicePolicy
  retry: RetryPolicy
  fault: FaultSource
  /** Minimum wait before a retry. */
  waitMsMin?: number
  /** Upper limit of the growing waits between retries. */
  waitMsMax?: number
}

/**
 * `disable`: the address is dead, unless it registered again after the timestamp in the response.
 * `suspect`: the address is dead or belongs to the other environment. Only a second such response disables it.
 */
export type DevicePolicy = 'keep' | 'suspect' | 'disable'

/**
 * `at_once`: certainly not processed. `later`: with growing waits. `after_repair`: the environment is on hold until
 * APNs accepts it again.
 */
export type RetryPolicy = 'no' | 'at_once' | 'later' | 'after_repair'

/** Where to look for the cause. `environment`: keys, topic, or configuration. */
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
