import type { certificatesThatEnd, keysThatEnd, ReceiptFact, usualAttempts } from '@/db/queries/incidents/facts'
import { sumOf, type TransportLane } from './attempt-sums'
import type { Finding } from './finding'
import { isDeadToken } from './reasons'

type Usual = Awaited<ReturnType<typeof usualAttempts>>[number]
type EndingCertificate = Awaited<ReturnType<typeof certificatesThatEnd>>[number]
type EndingKey = Awaited<ReturnType<typeof keysThatEnd>>[number]

const deadMin = 10
const deadOpenShare = 0.25
const deadKeepShare = 0.12
/** So many times more than usual. */
const deadFactor = 3

/** Far more tokens than usual are dead: an app that was replaced, a token of the wrong environment, a restored database. */
export function findDeadTokens(lanes: TransportLane[], { usual, now }: { usual: Usual[]; now: Date }): Finding[] {
  return lanes.flatMap(({ environmentId, transport, rows }) => {
    if (transport !== 'apns') return []
    const dead = sumOf(rows, ({ reason }) => isDeadToken(reason))
    const all = sumOf(rows, () => true)
    if (dead.five === 0 || all.five === 0) return []
    const [deadNow, allNow] = all.minute >= deadMin ? [dead.minute, all.minute] : [dead.five, all.five]
    const share = deadNow / allNow
    const before = usual.filter((row) => row.environmentId === environmentId)
    const countOf = (these: Usual[]) => these.reduce((sum, { count }) => sum + count, 0)
    const usualShare =
      countOf(before) === 0 ? 0 : countOf(before.filter(({ reason }) => isDeadToken(reason))) / countOf(before)
    if (share < deadKeepShare || share < usualShare * 1.5) return []
    return [
      {
        cause: 'dead_tokens_rising' as const,
        environmentId,
        scopeKey: environmentId,
        transport: 'apns' as const,
        opens: deadNow >= deadMin && share >= deadOpenShare && share >= usualShare * deadFactor,
        since: dead.firstAt ?? now,
        facts: { reason: dead.reason, failed: deadNow, attempts: allNow, share, usualShare },
        reasons: ['Unregistered', 'ExpiredToken', 'BadDeviceToken'],
      },
    ]
  })
}

const recentMin = 15
const usualMin = 50
const usualShareMin = 0.3

/** APNs accepts as before, but hardly any phone confirms. */
export function findCollapsedReceipts(receipts: ReceiptFact[], { now }: { now: Date }): Finding[] {
  return receipts.flatMap(({ environmentId, recent, received, usual, usuallyReceived }) => {
    if (recent < recentMin || usual < usualMin) return []
    const share = received / recent
    const usualShare = usuallyReceived / usual
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
