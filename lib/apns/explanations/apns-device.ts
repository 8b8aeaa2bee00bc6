import type { Explanation } from '../explanation'

const openTheApp = 'Ask the customer to open the app: it registers again by itself.'

/** Answers about one device token. */
export const deviceReasons: Record<string, Explanation> = {
  BadDeviceToken: {
    status: 400,
    meaning: 'This token is not valid in the environment that was used.',
    likelyCause:
      'A token of a development build was sent to production, or the reverse; or its digits were damaged on the way.',
    nextAction: `Compare the app’s build with this environment. ${openTheApp}`,
    nextActionFor: {
      support: openTheApp,
      integration_manager:
        'Check that the company’s release build registers in production and its development build in sandbox.',
    },
    devicePolicy: 'suspect',
    retry: 'no',
    fault: 'device',
  },
  Unregistered: {
    status: 410,
    meaning: 'The app was removed from this device, or push was switched off for this token.',
    likelyCause: 'The customer deleted the app, or restored the device and got a new token.',
    nextAction: `${openTheApp} If the app is gone, nothing can be sent.`,
    devicePolicy: 'disable',
    retry: 'no',
    fault: 'device',
  },
  ExpiredToken: {
    status: 410,
    meaning: 'This device token has expired.',
    likelyCause: 'The app has not been opened for a long time, or the device got a new token.',
    nextAction: openTheApp,
    devicePolicy: 'disable',
    retry: 'no',
    fault: 'device',
  },
  TooManyRequests: {
    status: 429,
    meaning: 'Too many pushes went to this one device in a short time.',
    likelyCause: 'A loop in the sending system, or many messages within seconds.',
    nextAction: 'Nothing: it is sent again with growing waits. If it repeats, look for what sends so often.',
    nextActionFor: { integration_manager: 'Ask the platform team what sends so many messages to this customer.' },
    devicePolicy: 'keep',
    retry: 'later',
    fault: 'sender',
  },
  MissingDeviceToken: {
    status: 400,
    meaning: 'The request to APNs named no device token.',
    likelyCause: 'The device was registered with an empty token.',
    nextAction: `Remove the device. ${openTheApp}`,
    devicePolicy: 'keep',
    retry: 'no',
    fault: 'device',
  },
}
