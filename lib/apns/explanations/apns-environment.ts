import type { Explanation } from './explanation'

const tellManager = 'Tell the integration manager that APNs rejects the setup of this app. The device is fine.'

const environment = (status: number, meaning: string, likelyCause: string, nextAction: string): Explanation => ({
  status,
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: tellManager },
  devicePolicy: 'keep',
  retry: 'after_repair',
  fault: 'environment',
})

const topic = (...given: Parameters<typeof environment>): Explanation => ({
  ...environment(...given),
  refused: 'topic',
})

/** Only admins can change an app. */
const ofBundleId = (meaning: string, likelyCause: string, nextAction: string): Explanation => ({
  ...topic(400, meaning, likelyCause, nextAction),
  nextActionFor: { support: tellManager, integration_manager: 'Ask an admin to correct the app’s bundle ID.' },
})

const keyPage = 'Open Settings › APNs keys'

/** APNs reasons about keys, topics, and configuration. They stop the environment's pushes, so its queue is on hold. */
export const environmentReasons: Record<string, Explanation> = {
  BadTopic: ofBundleId(
    'APNs rejected the topic.',
    'The app’s bundle ID is wrong or doesn’t match the push type.',
    'Correct the app’s bundle ID.',
  ),
  MissingTopic: ofBundleId('The topic was missing.', 'The app had no bundle ID.', 'Set the app’s bundle ID.'),
  TopicDisallowed: topic(
    400,
    'The key isn’t allowed to send to this app.',
    'The key belongs to another team, or is a topic-specific key without this bundle ID.',
    `${keyPage} and upload a key of the app’s team that covers its bundle ID.`,
  ),
  TopicMismatch: topic(
    403,
    'The key doesn’t match the topic.',
    'The key belongs to another app.',
    `${keyPage} and upload the app’s key.`,
  ),
  DeviceTokenNotForTopic: {
    ...environment(
      400,
      'APNs didn’t find this device’s token among those of the app.',
      'The token belongs to another app, the push type needs a token of its own, or the bundle ID configured here isn’t the one of the app that registered.',
      'Compare the bundle ID of this app in Pushdesk with the one in Xcode, and the device’s app with this one.',
    ),
    present: 'APNs doesn’t find this device’s token among those of the app.',
    nextActionFor: {
      support: 'Ask the customer which app they use. If other customers have the same, tell the integration manager.',
    },
    refused: 'device',
  },
  BadCertificate: environment(
    403,
    'APNs rejected the certificate.',
    'The certificate was revoked or has expired.',
    `${keyPage} and upload a key (.p8).`,
  ),
  BadCertificateEnvironment: environment(
    403,
    'The certificate belongs to the other environment.',
    'A development certificate was used for production, or the reverse.',
    `${keyPage} and upload a key for this environment.`,
  ),
  Forbidden: environment(
    403,
    'APNs rejected the key.',
    'The key was revoked in Apple’s developer account.',
    `${keyPage} and upload a new key.`,
  ),
  InvalidProviderToken: environment(
    403,
    'APNs rejected the key.',
    'The key ID or the team ID doesn’t belong to the key, the key was revoked, or the clock of the Pushdesk server is wrong.',
    `${keyPage} and compare key ID and team ID with Apple’s developer account. If they match, check the server’s clock.`,
  ),
  MissingProviderToken: environment(
    403,
    'The request carried no provider token.',
    'No key was configured for this environment.',
    `${keyPage} and upload a key.`,
  ),
  UnrelatedKeyIdInToken: environment(
    403,
    'The key is of another kind than the one used before on this connection.',
    'Keys of two kinds (team-scoped and topic-specific) were mixed.',
    `${keyPage} and use one kind of key for this environment.`,
  ),
  BadEnvironmentKeyIdInToken: environment(
    403,
    'The key belongs to the other environment.',
    'A sandbox-only key was used for production, or the reverse.',
    `${keyPage} and upload a key that covers this environment.`,
  ),
  FeatureNotEnabled: topic(
    403,
    'Broadcast isn’t enabled for this app.',
    'The capability was off in Apple’s developer account.',
    'Enable broadcast for the app in Apple’s developer account.',
  ),
}
