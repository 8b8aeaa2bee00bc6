import { explainReason } from '@/lib/apns/explanations/explain'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { isTurnOf, type Turn } from '@/lib/diagnosis/turns'
import { formatDatedTime } from '@/lib/format/date'
import { formatDuration } from '@/lib/format/duration'
import { formatNumber, formatPercent, plural } from '@/lib/format/number'
import type { Role } from '@/lib/staff/roles'
import { appTellers, inLast } from './app-words'
import type { IncidentCause } from './causes'
import type { IncidentFacts } from './facts'
import { queueTellers } from './queue-words'
import type { Told } from './told'

const keysPage = 'Open Settings › APNs keys'

/** Describes an incident from its facts alone, so that every page, message, and program says the same. */
export function tellIncident(cause: IncidentCause, facts: IncidentFacts, { isOpen }: { isOpen: boolean }): Told {
  const told = tellers[cause](facts)
  const { silentSince } = facts
  if (silentSince) return inSilence(told, { silentSince, isOpen })
  if (isOpen) return told
  if (facts.joined) return { ...told, nextAction: { who: 'nobody', sentence: joined } }
  return { ...told, nextAction: { who: 'nobody', sentence: afterwards[cause] ?? 'No action needed. It’s over.' } }
}

const joined = 'It isn’t over: follow the incident of all companies, which this one is part of now.'
/** Describes an incident while nothing shows whether it is over. */
function inSilence(told: Told, { silentSince, isOpen }: { silentSince: string; isOpen: boolean }): Told {
  if (!isOpen)
    return {
      ...told,
      nextAction: {
        who: 'nobody',
        sentence:
          'Pushdesk closed it after a day in which nothing showed whether it’s over. A new one opens if it goes on.',
      },
    }
  const since = `${formatDatedTime(silentSince, { timeZone: 'UTC' })} UTC`
  const meanwhile = `${told.meanwhile} Since ${since}, nothing has shown whether it’s over, so the incident stays open.`
  return { ...told, meanwhile }
}

const resends = 'It’s over. An integration manager or an admin can resend what was lost if it’s still relevant.'
const afterwards: Partial<Record<IncidentCause, string>> = {
  apns_unavailable: resends,
  company_api_failing: resends,
  company_api_slow: resends,
  company_api_credentials_refused: resends,
  no_worker: resends,
}

const share = (facts: IncidentFacts) =>
  `${formatNumber(facts.failed ?? 0)} of ${plural(facts.attempts ?? 0, 'request')}${inLast(facts)}`
const ended = (reason: string | undefined) => (reason ? ` (${reasonWord(reason)})` : '')
const retries =
  'Pushdesk keeps the deliveries, tries one every few seconds, and sends the rest as soon as one is accepted.'
const holds =
  'Pushdesk keeps the deliveries until they expire, tries one now and then, and resumes once APNs accepts it.'

const held =
  (title: string, who: Turn, action: (reason: string) => string) =>
  ({ reason = 'InvalidProviderToken' }: IncidentFacts): Told => ({
    title,
    sentence: `${title}${ended(reason)}, so nothing is sent through APNs.`,
    meanwhile: holds,
    nextAction: { who, sentence: action(reason) },
  })

/** Only admins can change an app and its bundle ID. */
const isOfApp = (reason: string | undefined) => reason === 'BadTopic' || reason === 'MissingTopic'
const explained = (reason: string) => explainReason(reason).nextAction ?? `${keysPage} and check the key.`

const tellers: Record<IncidentCause, (facts: IncidentFacts) => Told> = {
  ...appTellers,
  ...queueTellers,
  apns_unavailable: (facts) => ({
    title: 'APNs isn’t available',
    sentence: `APNs isn’t available${facts.host === 'sandbox' ? ' in sandbox' : ''}${facts.companies ? ` for ${plural(facts.companies, 'company', 'companies')}` : ''}: ${share(facts)} failed${ended(facts.reason)}.`,
    meanwhile: retries,
    nextAction: apnsAction(facts.reason),
  }),
  apns_slow: ({ answerMs = 0 }) => ({
    title: 'APNs responds slowly',
    sentence: `APNs responds slowly: a response takes ${formatDuration(answerMs)} on average.`,
    meanwhile: 'Pushdesk keeps sending, as fast as APNs responds.',
    nextAction: {
      who: 'nobody',
      sentence: 'Wait for Apple: see apple.com/support/systemstatus. More workers don’t help.',
    },
  }),
  apns_key_refused: held('APNs rejects the key', 'integration_manager', explained),
  apns_key_wrong_environment: held('The APNs key belongs to the other environment', 'integration_manager', explained),
  apns_key_missing: held('The APNs key is missing', 'integration_manager', () => `${keysPage} and upload a key.`),
  apns_topic_refused: (facts) =>
    held('APNs rejects the bundle ID', isOfApp(facts.reason) ? 'admin' : 'integration_manager', explained)(facts),
  company_api_failing: (facts) => (facts.isReported ? reportedByCompany(facts) : endpointFails(facts)),
  company_api_slow: (facts) => ({
    title: 'The company API is slow',
    sentence:
      facts.answerMs === undefined
        ? `The company API doesn’t respond in time: ${share(facts)} got no response within 10 seconds.`
        : `The company API responds slowly: a response takes ${formatDuration(facts.answerMs)} on average.`,
    meanwhile: paused(facts),
    nextAction: {
      who: 'company',
      sentence: 'Ask the company to check the response time of its API. More workers don’t help.',
    },
  }),
  company_api_credentials_refused: (facts) => ({
    title: 'The company API rejects the credentials',
    sentence: `The company API rejects Pushdesk’s credentials: ${share(facts)} failed${ended(facts.reason)}.`,
    meanwhile: 'Each of these deliveries fails at once. Pushdesk keeps them in the log, so that they can be resent.',
    nextAction: {
      who: 'integration_manager',
      sentence: 'Ask the company for the credentials that its API expects, and enter them in Settings › Company API.',
    },
  }),
  dead_tokens_rising: ({ share: part = 0, usualShare = 0, reason }) => ({
    title: 'More device tokens than usual are dead',
    sentence: `${formatPercent(part, 0)} of the pushes meet a dead device token${ended(reason)}, usually ${formatPercent(usualShare, 0)}.`,
    meanwhile: 'Pushdesk disables dead devices. Each comes back when the app registers it again.',
    nextAction:
      reason === 'BadDeviceToken'
        ? {
            who: 'app_developers',
            sentence:
              'Check that the app registers its tokens in the environment it was built for: debug builds in sandbox.',
          }
        : {
            who: 'app_developers',
            sentence: 'Check what was released or migrated lately: a new bundle ID ends all tokens.',
          },
  }),
  receipts_collapsed: ({ share: part = 0, usualShare = 0 }) => ({
    title: 'Phones hardly confirm any notification',
    sentence: `APNs accepts, but phones confirm only ${formatPercent(part, 0)} of the notifications, usually ${formatPercent(usualShare, 0)}.`,
    meanwhile: 'Pushdesk keeps sending. An accepted push without a receipt may still have been shown.',
    nextAction: {
      who: 'app_developers',
      sentence:
        'Check the app’s latest release: its notification extension, its publishable key, and its calls to the receipts API.',
    },
  }),
  api_key_expiring: ({ keyName = '', expiresAt }) => ({
    title: `The API key “${keyName}” expires soon`,
    sentence: `The API key “${keyName}”, which is in use, expires ${expiresAt ? `on ${formatDatedTime(expiresAt, { timeZone: 'UTC' })} UTC` : 'soon'}.`,
    meanwhile: 'Until then it works. After that Pushdesk rejects its calls.',
    nextAction: {
      who: 'integration_manager',
      sentence: 'Rotate the key in Settings › API keys, and hand out the new one.',
    },
  }),
  client_certificate_expiring: ({ expiresAt }) => ({
    title: 'The client certificate for the company API expires soon',
    sentence: `The certificate that Pushdesk shows the company API expires ${expiresAt ? `on ${formatDatedTime(expiresAt, { timeZone: 'UTC' })} UTC` : 'soon'}.`,
    meanwhile: 'Until then it works. After that the company’s server may refuse the connection.',
    nextAction: {
      who: 'integration_manager',
      sentence: 'Get a new certificate from the company, and save it in Settings › Company API.',
    },
  }),
}

const endpointFails = (facts: IncidentFacts): Told => ({
  title: 'The company API fails',
  sentence:
    facts.failuresInRow && facts.failuresInRow > (facts.failed ?? 0)
      ? `The company API failed ${formatNumber(facts.failuresInRow)} times in a row${ended(facts.reason)}.`
      : `The company API fails: ${share(facts)} failed${ended(facts.reason)}.`,
  meanwhile: paused(facts),
  nextAction: endpointAction(facts.reason),
})

const reportedByCompany = ({ failed = 0, attempts = 0, reason }: IncidentFacts): Told => ({
  title: 'The company reports failures',
  sentence: `The company API accepts, but the company reports that ${formatNumber(failed)} of ${plural(attempts, 'notification')} in the last 5 minutes failed${ended(reason)}.`,
  meanwhile: 'Pushdesk keeps sending. What the company reports as failed stays in the log, so that it can be resent.',
  nextAction: {
    who: 'company',
    sentence: 'Ask the company to check its push server and its APNs key. Pushdesk and its workers aren’t the cause.',
  },
})

function apnsAction(reason = ''): Told['nextAction'] {
  if (reason === 'connect_failed')
    return {
      who: 'operator',
      sentence: 'Check that the Pushdesk server can reach APNs on port 443, then Apple’s system status.',
    }
  if (reason === 'tls_failed')
    return {
      who: 'operator',
      sentence:
        'Check the certificate that the Pushdesk server gets from APNs on port 443: a proxy may have replaced it. For your own APNs server, check APNS_CA_FILE.',
    }
  return {
    who: 'nobody',
    sentence: 'Wait for Apple: see apple.com/support/systemstatus. Keys and settings aren’t the cause.',
  }
}

const paused = ({ pausedUntil }: IncidentFacts) =>
  pausedUntil
    ? 'Pushdesk paused its requests after failures in a row, tries one again and again, and sends the rest once it’s accepted.'
    : 'Pushdesk keeps the deliveries and retries with increasing delays until they expire.'

function endpointAction(reason = ''): Told['nextAction'] {
  if (reason === 'no_endpoint')
    return { who: 'integration_manager', sentence: 'Set up the company API in Settings › Company API.' }
  if (reason === 'address_not_allowed')
    return {
      who: 'operator',
      sentence: 'The address is private. Allow it with COMPANY_API_ALLOWED_HOSTS, or enter a public one.',
    }
  if (/^http_(3\d\d|404|405)$/.test(reason))
    return {
      who: 'integration_manager',
      sentence: 'Check the URL in Settings › Company API: nothing takes pushes there.',
    }
  return {
    who: 'company',
    sentence: 'Ask the company to repair its API. Pushdesk and its workers aren’t the cause.',
  }
}

const turnWords: Record<Turn, string> = {
  support: 'Support',
  integration_manager: 'The integration manager',
  admin: 'An admin',
  operator: 'The team that runs Pushdesk',
  platform_team: 'The platform team',
  app_developers: 'The app’s developers',
  company: 'The company',
  customer: 'The customer',
  nobody: 'No one',
}
export const turnWord = (who: Turn) => turnWords[who]

/** The next action, prefixed with whose turn it is unless it is the reader's. */
export function actionFor(role: Role, { who, sentence }: Told['nextAction']): string {
  return who === 'nobody' || isTurnOf(who, role) ? sentence : `${turnWord(who)}: ${sentence}`
}
