import { retriedLater, type Staged, type StagedEnd, testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

/** Stages a delivery that failed or is retried later, with the response of APNs or the transport. */
const answered = (ends: StagedEnd[], given: Parameters<Stage['ends']>[2] = {}): Staged[] =>
  ends.map(([cause, reason, status, who, act]) => ({
    cause,
    staged: `${reason}${given.state ? `, ${given.state}` : ''}`,
    stage: async ({ ends: end }) => void (await end(reason, status, given)),
    says: /./,
    who,
    act,
  }))

const badToken = {
  status: 'disabled',
  statusReason: 'bad_device_token',
  lastRejectedReason: 'BadDeviceToken',
} as const

testCauses('what APNs said', [
  {
    cause: 'response_lost',
    staged: 'a repeat replaces what may have been shown',
    stage: async ({ ends }) => void (await ends('timeout', null, retriedLater)),
    says: /may have been shown.*a repeat replaces it/,
    who: 'nobody',
  },
  ...answered([
    ['payload_too_large', 'PayloadTooLarge', 413, 'platform_team', 'open_delivery'],
    ['message_rejected', 'BadCollapseId', 400, 'platform_team', 'open_delivery'],
    ['message_rejected', 'BadExpirationDate', 400, 'platform_team', 'open_delivery'],
    ['not_recorded', 'outcome_not_stored', null, 'operator', 'open_delivery'],
  ]),
  ...answered(
    [
      ['apns_unavailable', 'ServiceUnavailable', 503, 'nobody'],
      ['apns_unavailable', 'InternalServerError', 500, 'nobody'],
      ['apns_unavailable', 'apns_502', 502, 'nobody'],
      ['apns_unreachable', 'connect_failed', null, 'nobody'],
      ['response_lost', 'timeout', null, 'nobody'],
      ['response_lost', 'reset', null, 'nobody'],
      ['throttled', 'TooManyRequests', 429, 'platform_team', 'open_delivery'],
      ['provider_token_rejected', 'ExpiredProviderToken', 403, 'operator'],
      ['simulator_off', 'no_simulator', null, 'integration_manager', 'open_environment'],
      ['other_app', 'DeviceTokenNotForTopic', 400, 'app_developers', 'open_device'],
    ],
    retriedLater,
  ),
  {
    cause: 'key_missing',
    staged: 'no APNs key',
    stage: async ({ changeEnvironment, ends }) => {
      await changeEnvironment({ apnsServer: 'apple' })
      await ends('no_credential', null, retriedLater)
    },
    says: /no APNs key/,
    who: 'integration_manager',
    act: 'open_apns_keys',
  },
  ...(
    [
      ['unregistered', 'unregistered', 'Unregistered', 410],
      ['token_expired', 'expired_token', 'ExpiredToken', 410],
    ] as const
  ).map(
    ([cause, statusReason, reason, status]): Staged => ({
      cause,
      staged: reason,
      stage: async ({ ends, changeDevice }) => {
        const { deviceId } = await ends(reason, status)
        await changeDevice(deviceId, { status: 'disabled', statusReason, statusSince: new Date() })
      },
      says: /410/,
      who: 'customer',
      act: 'open_device',
    }),
  ),
  {
    cause: 'bad_token',
    staged: 'BadDeviceToken, accepted before',
    stage: async ({ ends, changeDevice }) => {
      const { deviceId } = await ends('BadDeviceToken', 400)
      await changeDevice(deviceId, { ...badToken, lastAcceptedAt: new Date(Date.now() - 60_000) })
    },
    says: /Last accepted/,
    who: 'customer',
    act: 'open_device',
  },
  {
    cause: 'bad_token_environment',
    staged: 'BadDeviceToken, never accepted',
    stage: async ({ ends, changeDevice }) => {
      const { deviceId } = await ends('BadDeviceToken', 400)
      await changeDevice(deviceId, badToken)
    },
    says: /never accepted this token here/,
    who: 'app_developers',
  },
  {
    cause: 'bad_token_environment',
    staged: 'BadDeviceToken, accepted before, and the same token in sandbox',
    stage: async ({ ends, changeDevice, register, sandbox }) => {
      const { deviceId, deviceToken } = await ends('BadDeviceToken', 400)
      await register({ deviceToken }, { key: sandbox.pk })
      await changeDevice(deviceId, { ...badToken, lastAcceptedAt: new Date(Date.now() - 60_000) })
    },
    says: /the app is a build for that environment|comes from a build for the other environment/,
    who: 'app_developers',
  },
  ...(
    [
      ['key_rejected', 'InvalidProviderToken', 'open_apns_keys'],
      ['key_rejected', 'Forbidden', 'open_apns_keys'],
      ['key_environment', 'BadEnvironmentKeyIdInToken', 'open_apns_keys'],
      ['topic_rejected', 'TopicDisallowed', 'open_environment'],
    ] as const
  ).map(
    ([cause, blockedReason, act]): Staged => ({
      cause,
      staged: `the environment is on hold: ${blockedReason}`,
      stage: async ({ changeEnvironment, ends }) => {
        await changeEnvironment({ blockedReason, blockedAt: new Date() })
        await ends(blockedReason, 403, retriedLater)
      },
      says: /On hold since.*Customers waiting/,
      who: 'integration_manager',
      act,
    }),
  ),
])
