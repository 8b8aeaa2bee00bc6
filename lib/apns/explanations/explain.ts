import type { Role } from '@/db/schema/staff'
import { companyApiReasons, explainHttpStatus } from './company-api'
import type { Explanation } from './explanation'
import { apnsReasons, findApnsReason } from './reasons'
import { suppressionExplanations } from './suppression'
import { transportReasons } from './transport'

const others: Record<string, Explanation> = { ...companyApiReasons, ...transportReasons, ...suppressionExplanations }

/** Every reason that has an explanation of its own. */
export const knownReasons: readonly string[] = [...Object.keys(apnsReasons), ...Object.keys(others)]

/**
 * Explains the reason of a delivery or attempt: APNs reasons, company API statuses (`http_500`), transport codes
 * (`timeout`), and suppressions (`chat_connected`). An unknown reason is explained by its status and shown verbatim.
 */
export function explainReason(reason: string | undefined | null, status?: number | null): Explanation {
  if (!reason) return status === 200 ? accepted : status ? explainUnknown(`http_${status}`, status) : unrecorded
  const known = findApnsReason(reason) ?? (Object.hasOwn(others, reason) ? others[reason] : undefined)
  if (known) return known
  const http = /^http_(\d{3})$/.exec(reason)
  if (http) return explainHttpStatus(Number(http[1]))
  const bare = /^apns_(\d{3})$/.exec(reason)
  if (bare) return explainBareStatus(Number(bare[1]))
  return explainUnknown(reason, status ?? undefined)
}

/** The meaning of a reason that applies right now. */
export function presentMeaning(reason: string): string {
  const { present, meaning } = explainReason(reason)
  return present ?? meaning
}

/** What someone with this role can do. A viewer can do no more than support, and is told the same by default. */
export function nextActionAs(role: Role, { nextAction, nextActionFor = {} }: Explanation): string | null {
  const own = nextActionFor[role]
  const told = own === undefined && role === 'viewer' ? nextActionFor.support : own
  return told === undefined ? nextAction : told
}

const accepted: Explanation = {
  status: 200,
  meaning: 'Accepted. That’s no proof that it was shown.',
  likelyCause:
    'If the customer saw nothing: the device is offline (APNs keeps the newest push for it), a Focus is on, or the app was in front.',
  nextAction: 'Look for a receipt: only the SDK can confirm that the phone received it.',
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'none',
}

const unrecorded: Explanation = {
  meaning: 'No reason was recorded.',
  likelyCause: 'The delivery was written by another version of Pushdesk.',
  nextAction: 'Compare the attempts of this delivery.',
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'none',
}

/** Explains a response without a reason, as from a proxy or a server that is starting. */
function explainBareStatus(status: number): Explanation {
  const isPassing = status >= 500 || status === 429 || status === 408
  return {
    status,
    meaning: `APNs responded with ${status} and no reason.`,
    likelyCause: 'A proxy between Pushdesk and Apple, or an Apple server that was starting or stopping.',
    nextAction: isPassing ? null : 'Check the response of this attempt, and have the server’s network checked.',
    devicePolicy: 'keep',
    retry: isPassing ? 'later' : 'no',
    fault: 'apns',
  }
}

function explainUnknown(reason: string, status: number | undefined): Explanation {
  const answered = status ? `APNs responded with ${status} “${reason}”` : `The reason is “${reason}”`
  const isTheirs = status === undefined || status >= 500 || status === 429
  return {
    status,
    meaning: `${answered}, which Pushdesk doesn’t know.`,
    likelyCause: 'A new or rare response.',
    nextAction: isTheirs ? null : 'Look the reason up in Apple’s documentation, and tell the team that runs Pushdesk.',
    devicePolicy: 'keep',
    retry: isTheirs ? 'later' : 'no',
    fault: isTheirs ? 'apns' : 'message',
  }
}
