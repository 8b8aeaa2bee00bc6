import { randomUUID } from 'node:crypto'
import type { Answer } from '@/db/queries/sending/attempts'
import type { ApnsServer, EnvironmentName } from '@/db/schema/companies'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { apnsServer as findServer } from './apns-server'
import {
  createProviderTokens,
  memoryTokenStore,
  type ProviderTokens,
  type SigningKey,
} from './transport/provider-tokens'
import { ApnsTransport } from './transport/transport'

export type CredentialToVerify = {
  key: SigningKey
  bundleId: string
  environmentName: EnvironmentName
  apnsServer: ApnsServer
  /** The shared tokens of a key already in use, so that the check doesn't renew its token. */
  tokens?: ProviderTokens
}

export type CredentialVerdict = {
  /** `unknown`: APNs couldn't be reached, or its response says nothing about the key. */
  verdict: 'holds' | 'refused' | 'unknown'
  /** APNs's reason, or the transport's code. */
  answer: string
  /** A message for the person who uploaded the key. */
  message: string
  /** The field to check. */
  field?: 'privateKey' | 'keyId' | 'teamId' | 'bundleId' | 'environment'
}

/** Changed only by tests in which no one responds. */
export const keyCheckLimits = { answerMs: 5_000 }

/** Sends a push to a device token that can't exist: no one sees it, and only a valid key gets that far. */
export async function verifyCredential(credential: CredentialToVerify): Promise<CredentialVerdict> {
  const server = await findServer(credential)
  if (!server) return { verdict: 'unknown', answer: 'no_simulator', message: 'The APNs simulator isn’t running.' }
  const tokens = credential.tokens ?? createProviderTokens({ key: credential.key, store: memoryTokenStore() })
  const { answerMs } = keyCheckLimits
  const transport = new ApnsTransport({ ...server, tokens, queueTimeoutMs: answerMs, requestTimeoutMs: answerMs })
  try {
    const payload = Buffer.from('{"aps":{"content-available":1}}')
    const request = { deviceToken: 'not-a-token', topic: credential.bundleId, id: randomUUID(), payload }
    return verdictOf(
      await transport.send({ ...request, pushType: 'background', priority: 5, expiration: 0 }),
      credential,
    )
  } finally {
    await transport.close()
  }
}

function verdictOf(given: Answer, { bundleId, environmentName }: CredentialToVerify): CredentialVerdict {
  const { status, reason } = given
  const answer = reason ?? 'accepted'
  if (status === null) return { verdict: 'unknown', answer, message: unreached(given) }
  // APNs returns these only after it has found the key valid.
  if (['BadDeviceToken', 'DeviceTokenNotForTopic', 'Unregistered', 'ExpiredToken', 'accepted'].includes(answer))
    return { verdict: 'holds', answer, message: `APNs accepts this key in ${environmentName}.` }
  const refusal = refusals[answer]
  if (refusal)
    return { verdict: 'refused', answer, message: refusal.message(bundleId, environmentName), field: refusal.field }
  const message = `APNs responded with ${status} ${answer}, which doesn’t say whether the key is valid. Try again later.`
  return { verdict: 'unknown', answer, message }
}

function unreached({ reason, detail }: Answer) {
  const why = [reasonWord(reason ?? 'unknown').toLowerCase(), detail].filter(Boolean).join(', ')
  return `Pushdesk got no response from APNs (${why}), so the key isn’t verified.`
}

type Refusal = {
  field: NonNullable<CredentialVerdict['field']>
  message(bundleId: string, environment: string): string
}

const wrongEnvironment: Refusal = {
  field: 'environment',
  message: (_, environment) => `This key doesn’t cover ${environment}. Upload one that does.`,
}
const wrongTopic: Refusal = {
  field: 'bundleId',
  message: (bundleId) =>
    `This key isn’t allowed to send to ${bundleId}. Compare the app’s bundle ID and team with your Apple developer account.`,
}

const refusals: Record<string, Refusal> = {
  InvalidProviderToken: {
    field: 'teamId',
    message: () =>
      'APNs rejects this combination of key, key ID, and team ID. Compare all three with your Apple developer account. If they match, check the clock of the Pushdesk server.',
  },
  Forbidden: { field: 'privateKey', message: () => 'This key was revoked in Apple’s developer account.' },
  ExpiredProviderToken: {
    field: 'privateKey',
    message: () => 'APNs reports that the signature is too old. Correct the clock of the Pushdesk server.',
  },
  BadEnvironmentKeyIdInToken: wrongEnvironment,
  BadEnvironmentKeyInToken: wrongEnvironment,
  TopicDisallowed: wrongTopic,
  BadTopic: wrongTopic,
}
