import type { Explanation } from '../explanation'

const message = (meaning: string, likelyCause: string, nextAction: string, status = 400): Explanation => ({
  status,
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: 'Tell the integration manager: the message itself has to change. The device is fine.' },
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'message',
})

/** Answers about the message: never repeated unchanged, and the device stays as it is. */
export const messageReasons: Record<string, Explanation> = {
  BadCollapseId: message(
    'The collapse id is too long.',
    'It has more than 64 bytes.',
    'Shorten apns-collapse-id to 64 bytes.',
  ),
  BadExpirationDate: message(
    'APNs does not accept the expiration.',
    'It is not a whole number of seconds since 1970; often it is in milliseconds.',
    'Give apns-expiration in seconds.',
  ),
  BadMessageId: message(
    'APNs does not accept the message id.',
    'apns-id is not a canonical UUID.',
    'Leave apns-id to Pushdesk.',
  ),
  BadPriority: message(
    'APNs does not accept the priority.',
    'The priority is not 10, 5 or 1, or does not fit the push type: a background push must have 5.',
    'Set apns-priority to 5 for background pushes, else to 10.',
  ),
  DuplicateHeaders: message(
    'A header was sent twice.',
    'A fault of the sending program.',
    'Report it to the team that runs Pushdesk, with this delivery’s id.',
  ),
  InvalidPushType: message(
    'APNs does not know this push type.',
    'apns-push-type is misspelt.',
    'Use alert for what the customer sees and background for silent updates.',
  ),
  MissingPushType: message('The push type is missing.', 'apns-push-type was left out.', 'Set apns-push-type.'),
  PayloadEmpty: message(
    'The message was empty.',
    'There was no payload, or it was not a JSON object.',
    'Correct the payload and send it again.',
  ),
  PayloadTooLarge: message(
    'The message is too large.',
    'Its payload has more than 4,096 bytes (VoIP: 5,120), usually because of custom keys.',
    'Shorten the payload: send an id, and let the app fetch the rest.',
    413,
  ),
  BadPath: message(
    'APNs does not know this address.',
    'A fault of the sending program, or a token with characters that are not hexadecimal.',
    'Report it to the team that runs Pushdesk, with this delivery’s id.',
    404,
  ),
  MethodNotAllowed: message(
    'APNs takes only POST.',
    'A fault of the sending program, or a proxy on the way.',
    'Report it to the team that runs Pushdesk, with this delivery’s id.',
    405,
  ),
}
