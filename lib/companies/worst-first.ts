import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from './workspace'
import type { HealthSummary } from './workspace-health'

const waitingTooLongMs = 60_000

/** Since the given moment a delivery could have been sent, and a queue at work would have sent it. */
export const isDelayed = (since: Date | undefined, now = new Date()) =>
  since !== undefined && now.getTime() - since.getTime() >= waitingTooLongMs

type Health = ReadonlyMap<string, HealthSummary>

/**
 * Companies, and the apps of each, in the order in which someone on duty looks at them: production before sandbox, and in
 * each what is on hold or has a critical incident, then what is delayed or has another incident, then what failed most. What is equally well stays in the order it came in.
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
  // The more failed, the nearer to the next kind.
  return (name === 'production' ? 3 : 0) + kind + failed / (failed + 1)
}
