import type { Explanation } from '../explanation'

const message = (meaning: string, likelyCause: string, nextAction: string, status = 400): Explanation => ({
  status,
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: 'Tell the integration manager that the message itself is at fault. The device is fine.' },
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'message',
})

/** Answers about the message: never repeated unchanged, and the device stays as it is. */
export const messageReasons: Record<string, Explanation> = {
  BadCollapseId: message(
    'The collapse ID was too long.',
    'It had more than 64 bytes.',
    'Shorten apns-collapse-id to 64 bytes.',
  ),
  BadExpirationDate: message(
    'APNs rejected the expiration.',
    'It was not a whole number of seconds since 1970; often it is in milliseconds.',
    'Give apns-expiration in seconds.',
  ),
  BadMessageId: message(
    'APNs rejected the message ID.',
    'apns-id was not a canonical UUID.',
    'Leave apns-id to Pushdesk.',
  ),
  BadPriority: message(
    'APNs rejected the priority.',
    'The priority was not 10, 5 or 1, or did not fit the push type: a background push must have 5.',
    'Set apns-priority to 5 for background pushes, else to 10.',
  ),
  DuplicateHeaders: message(
    'A header was sent twice.',
    'A fault of the sending program.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
  ),
  InvalidPushType: message(
    'APNs did not know this push type.',
    'apns-push-type was misspelled.',
    'Use alert for what the customer sees and background for silent updates.',
  ),
  MissingPushType: message('The push type was missing.', 'apns-push-type was left out.', 'Set apns-push-type.'),
  PayloadEmpty: message(
    'The message was empty.',
    'There was no payload, or it was not a JSON object.',
    'Correct the payload and send it again.',
  ),
  PayloadTooLarge: message(
    'The message was too large.',
    'Its payload had more than 4,096 bytes (VoIP: 5,120), usually because of custom keys.',
    'Shorten the payload: send an ID, and let the app fetch the rest.',
    413,
  ),
  BadPath: message(
    'APNs did not know this path.',
    'A fault of the sending program, or a token with characters that are not hexadecimal.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
    404,
  ),
  MethodNotAllowed: message(
    'APNs rejected the method: it takes only POST.',
    'A fault of the sending program, or a proxy on the way.',
    'Report it to the team that runs Pushdesk, with this delivery’s ID.',
    405,
  ),
}
