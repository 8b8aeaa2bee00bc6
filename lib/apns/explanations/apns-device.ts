import type { Explanation } from './explanation'

/** APNs reasons about one device token. */
export const deviceReasons: Record<string, Explanation> = {
  BadDeviceToken: {
    status: 400,
    meaning: 'APNs doesn’t know this token in this environment.',
    likelyCause:
      'A token of a development build was sent to production, or the reverse; or its digits were damaged on the way.',
    nextAction: 'Compare the app’s build with this environment.',
    nextActionFor: {
      support: null,
      integration_manager:
        'Check that the company’s release build registers in production and its development build in sandbox.',
    },
    isRemediedByDevice: true,
    devicePolicy: 'suspect',
    retry: 'no',
    fault: 'device',
  },
  Unregistered: {
    status: 410,
    meaning: 'The app was removed from this device, or push was turned off for this token.',
    likelyCause: 'The customer deleted the app, or restored the device and got a new token.',
    nextAction: null,
    isRemediedByDevice: true,
    devicePolicy: 'disable',
    retry: 'no',
    fault: 'device',
  },
  ExpiredToken: {
    status: 410,
    meaning: 'This device token had expired.',
    likelyCause: 'The app wasn’t opened for a long time, or the device got a new token.',
    nextAction: null,
    isRemediedByDevice: true,
    devicePolicy: 'disable',
    retry: 'no',
    fault: 'device',
  },
  TooManyRequests: {
    status: 429,
    meaning: 'Too many pushes went to this one device in a short time.',
    likelyCause: 'A loop in the sending system, or many messages within seconds.',
    nextAction: 'Find out what sends so many notifications to this customer.',
    devicePolicy: 'keep',
    retry: 'later',
    fault: 'sender',
  },
  MissingDeviceToken: {
    status: 400,
    meaning: 'The request to APNs named no device token.',
    likelyCause: 'The device was registered with an empty token.',
    nextAction: 'Remove the device, and ask the customer to open the app, which registers it again.',
    nextActionFor: {
      viewer: 'Ask support to remove the device, and the customer to open the app, which registers it again.',
    },
    devicePolicy: 'keep',
    retry: 'no',
    fault: 'device',
  },
}
