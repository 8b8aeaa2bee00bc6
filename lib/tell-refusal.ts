import { processWide } from '@/db/process-wide'
import { networkOf } from './client-network'
import { log } from './log'

/** Refusals that may be attacks: the code in the log and in `pushdesk_refusals_total`, and the log message. */
export const refusalKinds = {
  sign_in: 'sign-in refused',
  sign_in_throttled: 'sign-in attempts throttled',
  own_secret_throttled: 'guesses at an account’s own password or code throttled',
  logout_token: 'logout token of single sign-on refused',
  invitation: 'invitation refused: its link is unknown, used, or expired',
  single_sign_on: 'single sign-on refused: no account or invitation here',
  key: 'call refused: its key is unknown, expired, or revoked',
  key_throttled: 'calls with wrong keys throttled',
  metrics_token: 'metrics refused: wrong token',
  role: 'refused; the role doesn’t allow it',
  other_company: 'refused; it belongs to another company',
} as const
export type RefusalKind = keyof typeof refusalKinds

/** Never the secret that was tried: a wrong password or key may be valid elsewhere. */
type RefusalFacts = {
  requestId?: string
  traceId?: string
  ip?: string
  staffId?: string
  tokenId?: string
  permission?: string
  reason?: string
  companyId?: string
}

/** Limits log lines per minute for each kind and caller, so that a flood of refusals doesn't flood the log. */
const linesMax = 10
const windowMs = 60_000
/** Bounds memory, because strangers choose their addresses. */
const askersMax = 1_000

type Told = { counts: Map<RefusalKind, number>; lines: Map<string, number>; endsAt: number }
// Process-wide: sign-in runs in Next.js's copy of this module, and metrics are read in another.
const kept = processWide<Told>('refusals')

function told(): Told {
  const found = kept.get() ?? { counts: new Map(), lines: new Map(), endsAt: 0 }
  kept.set(found)
  return found
}

/** Counts a refusal and logs it. */
export function tellRefusal(kind: RefusalKind, facts: RefusalFacts, now = Date.now()) {
  const here = told()
  here.counts.set(kind, (here.counts.get(kind) ?? 0) + 1)
  if (now >= here.endsAt || here.lines.size >= askersMax) {
    here.lines.clear()
    here.endsAt = now + windowMs
  }
  const asker = `${kind} ${facts.tokenId ?? facts.staffId ?? networkOf(facts.ip ?? '')}`
  const lines = (here.lines.get(asker) ?? 0) + 1
  here.lines.set(asker, lines)
  if (lines > linesMax) return
  const isLast = lines === linesMax
  log.warn({ refusal: kind, ...facts, ...(isLast && { isLastThisMinute: true }) }, refusalKinds[kind])
}

/** Counts since the process started. */
export const refusalCounts = (): ReadonlyMap<RefusalKind, number> => told().counts
