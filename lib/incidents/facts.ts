import type { IncidentReach } from '@/db/schema/incidents'

/** What an incident is told from. All of it comes from counts; nothing of a customer is in it. */
export type IncidentFacts = {
  /** The commonest reason of what failed. */
  reason?: string
  failed?: number
  attempts?: number
  /** Counted over so many; otherwise over one. */
  minutes?: number
  /** Since when nothing has come that could show whether it is over. */
  silentSince?: string
  /** Of one answer, on average. */
  answerMs?: number
  /** The requests were accepted; the company reported later that APNs said no. */
  isReported?: boolean
  failuresInRow?: number
  pausedUntil?: string
  lane?: 'apns' | 'company_api'
  oldestSeconds?: number
  due?: number
  /** What holds the queue back, where it isn’t its workers: a limit of the company API’s settings, its 429s, or the database. */
  limit?: 'rate' | 'concurrency' | 'company' | 'database'
  limitMax?: number
  workers?: number
  lastSeenAt?: string
  keyName?: string
  expiresAt?: string
  share?: number
  usualShare?: number
  /** Of the whole platform’s: how many companies meet it. */
  companies?: number
  /** Of APNs: the host that those environments send to. Simulators have none. */
  host?: 'production' | 'sandbox'
  /** The incident of several companies that this one became part of, while that one is open. */
  joined?: string
  usualPerHour?: number
  revision?: number
  /** Absent where no delivery is lost by it. */
  reach?: IncidentReach
  /** By the ID of the timeline's entry: the company whose deliveries were recovered. */
  recoveredIn?: Record<string, string>
}
