import type { Explanation } from './explanation'

const suppressed = (meaning: string, likelyCause: string, nextAction: string): Explanation => ({
  meaning,
  likelyCause,
  nextAction,
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'customer',
})

/** Why Pushdesk didn't send a notification, or stopped trying. */
export const suppressionExplanations: Record<string, Explanation> = {
  chat_connected: suppressed(
    'Not sent: the customer had the chat open, where messages appear.',
    'The SDK reported that the customer was connected to the chat.',
    'No action needed.',
  ),
  app_active: suppressed(
    'Not sent: the customer had the app open.',
    'The SDK reported that the app was in the foreground. Pushes are sent only while it’s in the background.',
    'No action needed.',
  ),
  permission_denied: suppressed(
    'Not sent: the customer didn’t allow notifications.',
    'The customer tapped “Don’t Allow” in the iOS alert, or turned notifications off in Settings.',
    'Ask the customer to allow them in the iPhone’s Settings › Notifications › this app.',
  ),
  device_disabled: {
    ...suppressed(
      'Not sent: the device no longer belonged to this customer, or was disabled.',
      'The customer signed out, another customer signed in on it, APNs reported it invalid, or staff disabled it.',
      'Open the device to see when and why it was disabled.',
    ),
    isRemediedByDevice: true,
  },
  app_archived: {
    ...suppressed(
      'Not sent: the app is archived.',
      'An admin archived the app or its company while this notification was being accepted.',
      'If the app is still used, ask an admin to restore it on the Companies page.',
    ),
    fault: 'company',
  },
  message_expired: suppressed(
    'Not sent: the notification expired before it could be sent.',
    'Its expiry was in the past when it was created, or the queue was on hold.',
    'Send a new message if it’s still relevant.',
  ),
  expired: suppressed(
    'Expired before any attempt succeeded.',
    'The attempts show why.',
    'Send a new message if it’s still relevant.',
  ),
  no_device: suppressed(
    'Not sent: the customer had no device.',
    'The customer never allowed notifications, signed out, or another customer took over the device.',
    'Open the customer’s page to see earlier devices, and ask the customer to allow notifications in the app.',
  ),
}
