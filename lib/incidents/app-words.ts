import { formatDuration } from '@/lib/format/duration'
import { formatNumber, formatPercent, plural } from '@/lib/format/number'
import type { IncidentFacts } from './facts'
import type { Told } from './told'

/** The time that was counted. Empty during silence, when the counts are no longer from the last minutes. */
export const inLast = ({ minutes = 1, silentSince }: IncidentFacts) =>
  silentSince ? '' : ` in the last ${minutes === 1 ? 'minute' : plural(minutes, 'minute')}`

const refused =
  (title: string, what: string, meanwhile: string) =>
  (facts: IncidentFacts): Told => {
    const { reason = '', failed = 0, attempts = 0 } = facts
    const isKey = reason.startsWith('key_')
    return {
      title,
      sentence: `${title}: ${formatNumber(failed)} of ${plural(attempts, what)}${inLast(facts)} failed, because the ${isKey ? 'API key is revoked, expired, or of the wrong kind' : 'User-Token isn’t valid'}.`,
      meanwhile,
      nextAction: isKey
        ? {
            who: 'integration_manager',
            sentence: 'Give the app a key that works, in Settings › API keys. A revoked key can’t be brought back.',
          }
        : {
            who: 'integration_manager',
            sentence:
              'Compare the identity secret in Settings › Identity verification with the one that signs the tokens.',
          },
    }
  }

/** Texts for incidents between the apps and Pushdesk, and in its database. */
export const appTellers = {
  registrations_refused: refused(
    'Registrations are refused',
    'registration',
    'Pushdesk keeps sending to the devices it knows. New phones and new tokens aren’t registered.',
  ),
  evaluations_refused: refused(
    'Prompt evaluations are refused',
    'evaluation',
    'The SDK doesn’t ask a customer for whom it gets no answer.',
  ),
  revision_not_received: ({ revision = 0, failed = 0, attempts = 0 }: IncidentFacts): Told => ({
    title: 'A revision doesn’t reach phones',
    sentence: `Revision ${revision} of the prompt doesn’t reach phones: ${formatNumber(failed)} of ${plural(attempts, 'phone')} that were listening haven’t fetched it.`,
    meanwhile: 'These phones keep the revision they have. Each fetches the new one when the app starts again.',
    nextAction: {
      who: 'operator',
      sentence:
        'Check that every gateway process hears PostgreSQL’s notifications, and that no proxy holds back event streams.',
    },
  }),
  ios_denials_rising: ({ revision = 0, share = 0, usualShare = 0 }: IncidentFacts): Told => ({
    title: 'More customers deny the iOS alert',
    sentence: `Since revision ${revision} of the prompt, ${formatPercent(share, 0)} of the customers who see the iOS alert deny it, usually ${formatPercent(usualShare, 0)}.`,
    meanwhile: 'Pushdesk keeps asking as the prompt says. iOS never asks a customer again who denied it.',
    nextAction: {
      who: 'integration_manager',
      sentence: 'Turn the prompt off or restore the revision before, then compare the two in Prompt › Results.',
    },
  }),
  traffic_stopped: ({ usualPerHour = 0 }: IncidentFacts): Told => ({
    title: 'Nothing is sent any more',
    sentence: `Nothing was sent for 10 minutes, usually at least ${formatNumber(usualPerHour)} an hour.`,
    meanwhile: 'Pushdesk is ready to send: its workers run, and nothing waits.',
    nextAction: {
      who: 'platform_team',
      sentence: 'Check that the chat platform still calls POST /messages here, with a key that works.',
    },
  }),
  database_slow: ({ answerMs = 0 }: IncidentFacts): Told => ({
    title: 'The database is slow',
    sentence: `The database is slow: a small write takes ${formatDuration(answerMs)}.`,
    meanwhile:
      'Prompt evaluations are answered from memory. Messages are accepted and sent as fast as the database writes.',
    nextAction: {
      who: 'operator',
      sentence:
        'Check the PostgreSQL server: disk, processor, connections, long transactions, and the network to it. More workers don’t help.',
    },
  }),
}
