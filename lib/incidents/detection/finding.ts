import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** What the facts show about one cause in one place. */
export type Finding = {
  cause: IncidentCause
  /** Absent: the whole platform. */
  environmentId?: string
  /** The key within which a cause has at most one open incident. */
  scopeKey: string
  /** Bad enough to open an incident; otherwise only bad enough to keep one open. */
  opens: boolean
  /** Shows that the trouble goes on, but not which cause of the family it is. */
  isVague?: true
  since: Date
  facts: IncidentFacts
  /** Deliveries that wait or were lost for these reasons count as affected. */
  reasons?: string[]
  transport?: 'apns' | 'company_api'
  /** For an outage of several companies: the environments affected. */
  parts?: { environmentId: string; companyId: string }[]
  /** For the queue to all APNs or company APIs: the environments whose deliveries wait in it. */
  behind?: string[]
}

export type Placed = Finding & {
  companyId: string | null
  appId: string | null
  /** The APNs host that the environment sends to. */
  host?: 'production' | 'sandbox' | null
}
