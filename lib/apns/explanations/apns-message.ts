import type { Explanation } from './explanation'

const message = (meaning: string, likelyCause: string, nextAction: string, status = 400): Explanation => ({
  status,
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: {
    support: 'Tell the integration manager that the notification itself is the problem. The device is fine.',
  },
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'message',
})

/** APNs reasons about the message. It is never retried unchanged, and the device stays as it is. */
export const messageReasons: Record<string, Explanation> = {
  BadCollapseId: message(
    'The collapse ID was too long.',
    'It had more than 64 bytes.',
    'Shorten apns-collapse-id to 64 bytes.',
  ),
  BadExpirationDate: message(
    'APNs rejected the expiration.',
    'It wasn’t a whole number of seconds since 1970. Often it’s in milliseconds.',
    'Set apns-expiration in seconds.',
  ),
  BadMessageId: message(
    'APNs rejected the message ID.',
    'apns-id wasn’t a canonical UUID.',
    'Leave apns-id to Pushdesk.',
  ),
  BadPriority: message(
    'APNs rejected the priority.',
    'The priority wasn’t 10, 5, or 1, or didn’t match the push type: a background push must have 5.',
    'Set apns-priority to 5 for background pushes, else to 10.',
  ),
  DuplicateHeaders: message(
    'A header was sent twice.',
    'A bug in Pushdesk.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
  ),
  InvalidPushType: message(
    'APNs doesn’t know this push type.',
    'apns-push-type was misspelled.',
    'Use alert for what the customer sees and background for silent updates.',
  ),
  MissingPushType: message('The push type was missing.', 'apns-push-type was left out.', 'Set apns-push-type.'),
  PayloadEmpty: message(
    'The notification was empty.',
    'There was no payload, or it wasn’t a JSON object.',
    'Correct the payload and resend it.',
  ),
  PayloadTooLarge: message(
    'The notification was too large.',
    'Its payload had more than 4,096 bytes (VoIP: 5,120), usually because of custom keys.',
    'Shorten the payload: send an ID, and let the app fetch the rest.',
    413,
  ),
  BadPath: message(
    'APNs doesn’t know this path.',
    'A bug in Pushdesk, or a token with characters that aren’t hexadecimal.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
    404,
  ),
  MethodNotAllowed: message(
    'APNs rejected the method: only POST is allowed.',
    'A bug in Pushdesk, or a proxy in between.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
    405,
  ),
}
