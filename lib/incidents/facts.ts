import type { IncidentReach } from '@/db/schema/incidents'

/** The facts behind an incident's texts. All of them come from counts, without anything about a customer. */
export type IncidentFacts = {
  /** The most common reason for the failures. */
  reason?: string
  failed?: number
  attempts?: number
  /** How many minutes were counted; one if absent. */
  minutes?: number
  /** Since when nothing has shown whether the incident is over. */
  silentSince?: string
  /** Average response time. */
  answerMs?: number
  /** The requests were accepted, but the company reported later that APNs rejected them. */
  isReported?: boolean
  failuresInRow?: number
  pausedUntil?: string
  lane?: 'apns' | 'company_api'
  oldestSeconds?: number
  due?: number
  /** What holds the queue back if not its workers: a limit in the company API's settings, its 429s, or the database. */
  limit?: 'rate' | 'concurrency' | 'company' | 'database'
  limitMax?: number
  workers?: number
  lastSeenAt?: string
  keyName?: string
  expiresAt?: string
  share?: number
  usualShare?: number
  /** For a platform incident: how many companies are affected. */
  companies?: number
  /** The APNs host that the environments send to. Simulators have none. */
  host?: 'production' | 'sandbox'
  /** The incident for several companies that this one became part of, while that one is open. */
  joined?: string
  usualPerHour?: number
  revision?: number
  /** Absent if the incident loses no deliveries. */
  reach?: IncidentReach
  /** The company whose deliveries were recovered, by the ID of the timeline's entry. */
  recoveredIn?: Record<string, string>
}
