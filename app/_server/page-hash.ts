import { createHash } from 'node:crypto'
import type { PageHash } from '@/components/desk/follow/follow.query'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Verdict } from '@/lib/diagnosis/schema'

/** Hash of the displayed data. Changes whenever anything on the page changes. */
export const hashOfPage = (shown: unknown): PageHash => ({
  hash: createHash('sha256').update(JSON.stringify(shown)).digest('base64url'),
})

/** For a page that streams. If a part fails, the page shows that, and may never take up the hash. */
export function streamedHash(hash: Promise<PageHash>) {
  hash.catch(() => undefined)
  return hash
}

export const hashOfHome = (companies: WorkspaceCompany[], health: ReadonlyMap<string, unknown>) =>
  hashOfPage([companies, [...health]])

export function hashOfOverview(environment: unknown, health: EnvironmentHealth, week: unknown) {
  const { workers, ...others } = health
  // The last-seen time of a running worker changes on every request, so leave it out of the hash.
  const lastSeenAt = workers.running > 0 ? null : workers.lastSeenAt
  return hashOfPage([environment, others, { ...workers, lastSeenAt }, week])
}

export const hashOfDevice = (device: unknown, timeline: unknown) => hashOfPage([device, timeline])

type Verdicts = { routes: readonly { verdict: Pick<Verdict, 'cause' | 'check' | 'facts'> }[] }

/**
 * Includes the cause and times of each device's verdict. Omits its sentence, which may count seconds and so change
 * every time.
 */
export const hashOfCustomer = (customer: unknown, notifications: unknown, { routes }: Verdicts) =>
  hashOfPage([
    customer,
    notifications,
    routes.map(({ verdict: { cause, check, facts } }) => ({ cause, check, at: facts.map(({ at }) => at) })),
  ])
