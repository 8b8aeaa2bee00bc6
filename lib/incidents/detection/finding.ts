import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** What the facts say of one cause in one place. */
export type Finding = {
  cause: IncidentCause
  /** Absent: the whole platform. */
  environmentId?: string
  /** What has one open incident of the cause. */
  scopeKey: string
  /** Bad enough to open one; otherwise bad enough to keep an open one open. */
  opens: boolean
  /** Says that the trouble goes on, but not which of its family it is. */
  isVague?: true
  since: Date
  facts: IncidentFacts
  /** What waits or was lost for these counts as affected. */
  reasons?: string[]
  transport?: 'apns' | 'company_api'
  /** Of the whole platform: the environments that it is made of. */
  parts?: { environmentId: string; companyId: string }[]
}

export type Placed = Finding & {
  companyId: string | null
  appId: string | null
  /** Of APNs, which the environment sends to. */
  host?: 'production' | 'sandbox' | null
}
