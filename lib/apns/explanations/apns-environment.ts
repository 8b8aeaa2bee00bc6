import type { Explanation } from '../explanation'

const tellManager =
  'Tell the integration manager: nobody of this app gets pushes until the key is repaired. The device is fine.'

const environment = (status: number, meaning: string, likelyCause: string, nextAction: string): Explanation => ({
  status,
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: tellManager, viewer: tellManager },
  devicePolicy: 'keep',
  retry: 'after_repair',
  fault: 'environment',
})

const keyPage = 'Open Settings › Credentials'

/** Answers about keys, topics and configuration: they stop every push of the environment, so its queue waits for a repair. */
export const environmentReasons: Record<string, Explanation> = {
  BadTopic: environment(
    400,
    'APNs does not accept the topic.',
    'The app’s bundle id is wrong, or does not fit the push type.',
    'Correct the app’s bundle id.',
  ),
  MissingTopic: environment(400, 'The topic is missing.', 'The app has no bundle id.', 'Set the app’s bundle id.'),
  TopicDisallowed: environment(
    400,
    'This key may not send to this app.',
    'The key belongs to another team, or is a topic-specific key without this bundle id.',
    `${keyPage} and upload a key of the app’s team that covers its bundle id.`,
  ),
  TopicMismatch: environment(
    403,
    'The key does not fit the topic.',
    'The key is of another app.',
    `${keyPage} and upload the app’s key.`,
  ),
  DeviceTokenNotForTopic: environment(
    400,
    'This token belongs to another app.',
    'The bundle id configured here is not the one of the app that registered.',
    'Compare the bundle id of this app in Pushdesk with the one in Xcode. Leave the device as it is.',
  ),
  BadCertificate: environment(
    403,
    'APNs refuses the certificate.',
    'The certificate was revoked or has expired.',
    `${keyPage} and upload a key (.p8).`,
  ),
  BadCertificateEnvironment: environment(
    403,
    'The certificate is of the other environment.',
    'A development certificate was used for production, or the reverse.',
    `${keyPage} and upload a key of this environment.`,
  ),
  Forbidden: environment(
    403,
    'APNs refuses this key.',
    'The key was revoked in Apple’s developer account.',
    `${keyPage} and upload a new key.`,
  ),
  InvalidProviderToken: environment(
    403,
    'APNs does not accept the key, so nobody of this app gets pushes.',
    'The key id or the team id does not belong to the key, or the key was revoked.',
    `${keyPage}, compare key id and team id with Apple’s developer account, and upload the key again.`,
  ),
  MissingProviderToken: environment(
    403,
    'The request carried no provider token.',
    'No key is configured for this environment.',
    `${keyPage} and upload a key.`,
  ),
  UnrelatedKeyIdInToken: environment(
    403,
    'The key is not related to the one used before on this connection.',
    'Keys of two kinds (team-scoped and topic-specific) are mixed.',
    `${keyPage} and use one kind of key for this environment.`,
  ),
  BadEnvironmentKeyIdInToken: environment(
    403,
    'The key is of the other environment.',
    'A sandbox-only key is used for production, or the reverse.',
    `${keyPage} and upload a key that covers this environment.`,
  ),
  FeatureNotEnabled: environment(
    403,
    'Broadcast is not enabled for this app.',
    'The capability is off in Apple’s developer account.',
    'Enable broadcast for the app there.',
  ),
}
