import type { certificatesThatEnd, keysThatEnd, ReceiptFact, usualAttempts } from '@/db/queries/incidents/facts'
import { type Sum, sumOf, type TransportLane } from './attempt-sums'
import type { Finding } from './finding'
import type { Known } from './known'
import { isDeadToken } from './reasons'

type Usual = Awaited<ReturnType<typeof usualAttempts>>[number]
type EndingCertificate = Awaited<ReturnType<typeof certificatesThatEnd>>[number]
type EndingKey = Awaited<ReturnType<typeof keysThatEnd>>[number]

const deadMin = 10
const deadOpenShare = 0.25
const deadKeepShare = 0.12
/** How many times the usual share opens an incident. */
const deadFactor = 3

type DeadGiven = { usual: Usual[]; lastHour: Usual[]; known: Known; now: Date }

/**
 * Finds environments with far more dead tokens than usual, as after an app is replaced, a database restored, or tokens
 * sent to the wrong environment. The usual share stays fixed while the incident is open. If few pushes are sent
 * meanwhile, the last hour counts instead of the last minutes.
 */
export function findDeadTokens(lanes: TransportLane[], { usual, lastHour, known, now }: DeadGiven): Finding[] {
  const apns = lanes.filter(({ transport }) => transport === 'apns')
  const environmentIds = new Set([...apns, ...lastHour].map(({ environmentId }) => environmentId))
  return [...environmentIds].flatMap((environmentId) => {
    const rows = apns.find((lane) => lane.environmentId === environmentId)?.rows ?? []
    const dead = sumOf(rows, ({ reason }) => isDeadToken(reason))
    const all = sumOf(rows, () => true)
    const opened = known('dead_tokens_rising', environmentId)
    const [deadNow, allNow] = opened && all.five < deadMin ? deadOf(lastHour, environmentId) : inMinutes(dead, all)
    if (deadNow === 0 || allNow === 0) return []
    const share = deadNow / allNow
    const [usuallyDead, usually] = deadOf(usual, environmentId)
    const usualShare = opened?.usualShare ?? (usually === 0 ? 0 : usuallyDead / usually)
    if (share < deadKeepShare || share < usualShare * 1.5) return []
    return [
      {
        cause: 'dead_tokens_rising' as const,
        environmentId,
        scopeKey: environmentId,
        transport: 'apns' as const,
        opens: deadNow >= deadMin && share >= deadOpenShare && share >= usualShare * deadFactor,
        since: dead.firstAt ?? now,
        facts: {
          reason: dead.reason ?? opened?.reason,
          failed: deadNow,
          attempts: allNow,
          share,
          usualShare,
        },
        reasons: ['Unregistered', 'ExpiredToken', 'BadDeviceToken'],
      },
    ]
  })
}

const inMinutes = (dead: Sum, all: Sum) =>
  all.minute >= deadMin ? ([dead.minute, all.minute] as const) : ([dead.five, all.five] as const)

function deadOf(usual: Usual[], environmentId: string) {
  const here = usual.filter((row) => row.environmentId === environmentId)
  const countOf = (these: Usual[]) => these.reduce((sum, { count }) => sum + count, 0)
  return [countOf(here.filter(({ reason }) => isDeadToken(reason))), countOf(here)] as const
}

/** Too few pushes to say whether tokens are still dead. */
export const isTooFewTokens = (lastHour: Usual[], environmentId: string) => deadOf(lastHour, environmentId)[1] < deadMin

const recentMin = 15
const usualMin = 50
const usualShareMin = 0.3

/** Finds environments whose phones hardly confirm accepted pushes. The usual share stays fixed during the incident. */
export function findCollapsedReceipts(receipts: ReceiptFact[], { known, now }: { known: Known; now: Date }): Finding[] {
  return receipts.flatMap(({ environmentId, recent, received, usual, usuallyReceived }) => {
    const opened = known('receipts_collapsed', environmentId)?.usualShare
    if (recent < recentMin || (opened === undefined && usual < usualMin)) return []
    const share = received / recent
    const usualShare = opened ?? usuallyReceived / usual
    if (usualShare < usualShareMin || share >= usualShare * 0.6) return []
    return [
      {
        cause: 'receipts_collapsed' as const,
        environmentId,
        scopeKey: environmentId,
        transport: 'apns' as const,
        opens: share < usualShare * 0.3,
        since: now,
        facts: { share, usualShare, attempts: recent },
      },
    ]
  })
}

/** Too few pushes were accepted lately to say whether phones confirm again. */
export const isTooFewReceipts = (receipts: ReceiptFact[], environmentId: string) =>
  (receipts.find((row) => row.environmentId === environmentId)?.recent ?? 0) < recentMin

export const findEndingKeys = (keys: EndingKey[], { now }: { now: Date }): Finding[] =>
  keys.map(({ id, environmentId, name, expiresAt }) => ({
    cause: 'api_key_expiring',
    environmentId,
    scopeKey: id,
    opens: true,
    since: now,
    facts: { keyName: name, expiresAt: expiresAt.toISOString() },
  }))

export const findEndingCertificates = (certificates: EndingCertificate[], { now }: { now: Date }): Finding[] =>
  certificates.map(({ environmentId, endsAt }) => ({
    cause: 'client_certificate_expiring',
    environmentId,
    scopeKey: environmentId,
    opens: true,
    since: now,
    facts: { expiresAt: endsAt.toISOString() },
  }))
