import type { AttemptFact, ReceiptFact, restingEndpoints, usualAttempts } from '@/db/queries/incidents/facts'
import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { CallFact } from '@/db/queries/incidents/traffic'
import type { IncidentFacts } from '@/lib/incidents/facts'
import type { TransportLane } from './attempt-sums'
import { isGoodCall } from './find-calls'
import { isTooFewReceipts, isTooFewTokens } from './find-changes'
import { slowAnswerKeptMs } from './find-outages'
import { isApnsOutage, isCredentialsRefused, isEndpointFailure, isNoAnswerInTime } from './reasons'

type Seen = {
  lanes: TransportLane[]
  calls: CallFact[]
  receipts: ReceiptFact[]
  resting: Awaited<ReturnType<typeof restingEndpoints>>
  lastHour: Awaited<ReturnType<typeof usualAttempts>>
}

/** Whether nothing shows that the trouble is over. Failing calls and pushes end with a success, not with silence. */
export function isSilentOn({ cause, environmentId, facts }: IncidentRow, seen: Seen): boolean {
  if (environmentId === null) return false
  const answers = (transport: AttemptFact['transport'], ...faults: ((reason: string | null) => boolean)[]) =>
    seen.lanes
      .filter((lane) => lane.environmentId === environmentId && lane.transport === transport)
      .flatMap(({ rows }) => rows.filter(({ reason }) => !faults.some((isFault) => isFault(reason))))
  const good = (call: CallFact['call']) =>
    seen.calls.some((row) => row.environmentId === environmentId && row.call === call && isGoodCall(row))
  // A pause that has ended shows that the company API responded, or that its settings were changed.
  const isPauseOver =
    (facts as IncidentFacts).failuresInRow !== undefined &&
    !seen.resting.some((endpoint) => endpoint.environmentId === environmentId)
  switch (cause) {
    case 'registrations_refused':
      return !good('registration')
    case 'evaluations_refused':
      return !good('evaluation')
    case 'company_api_failing':
      return !isPauseOver && answers('company_api', isEndpointFailure, isNoAnswerInTime).length === 0
    case 'company_api_slow':
      return !isPauseOver && !isFast(answers('company_api', isEndpointFailure, isNoAnswerInTime))
    case 'company_api_credentials_refused':
      return answers('company_api', isEndpointFailure, isNoAnswerInTime, isCredentialsRefused).length === 0
    case 'apns_slow':
      return !isFast(answers('apns', isApnsOutage))
    case 'dead_tokens_rising':
      return isTooFewTokens(seen.lastHour, environmentId)
    case 'receipts_collapsed':
      return isTooFewReceipts(seen.receipts, environmentId)
    default:
      return false
  }
}

function isFast(answers: AttemptFact[]): boolean {
  const sum = (key: 'lastMinute' | 'durationMs') => answers.reduce((total, row) => total + row[key], 0)
  return sum('lastMinute') > 0 && sum('durationMs') < slowAnswerKeptMs * sum('lastMinute')
}
