import type { Role } from '@/db/schema/staff'
import type { Explanation } from './explanation'
import { companyApiReasons, explainHttpStatus } from './explanations/company-api'
import { suppressionReasons } from './explanations/suppression'
import { transportReasons } from './explanations/transport'
import { findApnsReason } from './reasons'

const others: Record<string, Explanation> = { ...companyApiReasons, ...transportReasons, ...suppressionReasons }

/**
 * What a delivery's or an attempt's reason means: APNs's own words, the company API's statuses (`http_500`), the transports'
 * codes (`timeout`) and suppression (`chat_connected`). An unknown reason is explained by its status and shown raw.
 */
export function explainReason(reason: string | undefined | null, status?: number | null): Explanation {
  if (!reason) return status === 200 || status == null ? accepted : explainUnknown(`http_${status}`, status)
  const known = findApnsReason(reason) ?? (Object.hasOwn(others, reason) ? others[reason] : undefined)
  if (known) return known
  const http = /^http_(\d{3})$/.exec(reason)
  if (http) return explainHttpStatus(Number(http[1]))
  const bare = /^apns_(\d{3})$/.exec(reason)
  if (bare) return explainBareStatus(Number(bare[1]))
  return explainUnknown(reason, status ?? undefined)
}

/** The next action in the words for the reader's role. */
export function nextActionFor(explanation: Explanation, role: Role): string {
  return explanation.nextActionFor?.[role] ?? explanation.nextAction
}

const accepted: Explanation = {
  status: 200,
  meaning: 'Accepted. That is not proof that it was shown.',
  likelyCause:
    'If the customer saw nothing: the device is offline (APNs keeps the newest push for it), a Focus is on, or the app was in front.',
  nextAction: 'Look for a receipt: only the SDK can say that it arrived.',
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'none',
}

/** Something before APNs answered: a proxy, or a server that is coming up. */
function explainBareStatus(status: number): Explanation {
  const isPassing = status >= 500 || status === 429 || status === 408
  return {
    status,
    meaning: `APNs answered ${status} without a reason.`,
    likelyCause: 'A proxy on the way, or a server of Apple’s that is starting or stopping.',
    nextAction: isPassing
      ? 'Nothing: it is sent again with growing waits.'
      : 'Look at the answer of this attempt, and have the server’s network checked.',
    devicePolicy: 'keep',
    retry: isPassing ? 'later' : 'no',
    fault: 'apns',
  }
}

function explainUnknown(reason: string, status: number | undefined): Explanation {
  const answered = status ? `APNs answered ${status} “${reason}”` : `The reason is “${reason}”`
  const isTheirs = status === undefined || status >= 500 || status === 429
  return {
    status,
    meaning: `${answered}, which Pushdesk does not know.`,
    likelyCause: 'A new or rare answer.',
    nextAction: isTheirs
      ? 'Nothing: it is sent again with growing waits.'
      : 'Look the reason up in Apple’s documentation, and tell the team that runs Pushdesk.',
    devicePolicy: 'keep',
    retry: isTheirs ? 'later' : 'no',
    fault: isTheirs ? 'apns' : 'message',
  }
}
