import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from './workspace'
import type { HealthSummary } from './workspace-health'

const waitingTooLongMs = 60_000

/** Whether a delivery that has been due since then is late: a working queue would have sent it. */
export const isDelayed = (since: Date | undefined, now = new Date()) =>
  since !== undefined && now.getTime() - since.getTime() >= waitingTooLongMs

type Health = ReadonlyMap<string, HealthSummary>

/**
 * Sorts companies, and the apps of each, by urgency. Production comes before sandbox. Within each, first those on hold
 * or with a critical incident, then delayed ones or those with another incident, then those with the most failures.
 * Ties keep their order.
 */
export function worstFirst(companies: readonly WorkspaceCompany[], health: Health): WorkspaceCompany[] {
  const ofApp = ({ environments }: WorkspaceApp) => worst(environments.map((one) => troubleOf(one, health.get(one.id))))
  return companies
    .map((company) => ({ ...company, apps: company.apps.toSorted((a, b) => ofApp(b) - ofApp(a)) }))
    .toSorted((a, b) => worst(b.apps.map(ofApp)) - worst(a.apps.map(ofApp)))
}

const worst = (troubles: number[]) => Math.max(0, ...troubles)

function troubleOf({ name, blockedReason, refusal }: WorkspaceEnvironment, health: HealthSummary | undefined) {
  const failed = health?.lastDay.failed ?? 0
  const isCritical = health?.incident === 'critical'
  const isInTrouble = isDelayed(health?.oldestWaitingSince) || health?.incident !== undefined
  const kind = blockedReason || isCritical ? 3 : isInTrouble ? 2 : failed > 0 || refusal ? 1 : 0
  if (kind === 0) return 0
  // More failures rank higher, but always below the next kind.
  return (name === 'production' ? 3 : 0) + kind + failed / (failed + 1)
}
