import type { Explanation } from '../explanation'

const suppressed = (meaning: string, likelyCause: string, nextAction: string): Explanation => ({
  meaning,
  likelyCause,
  nextAction,
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'customer',
})

/** Why nothing was sent although there was a message, or no longer. */
export const suppressionReasons: Record<string, Explanation> = {
  chat_connected: suppressed(
    'Not sent: the customer had the chat open and saw the message there.',
    'The SDK said that the customer is connected to chat.',
    'Nothing to do.',
  ),
  app_active: suppressed(
    'Not sent: the customer had the app open.',
    'The SDK said that the app is in front. Pushes go only to apps in the background.',
    'Nothing to do.',
  ),
  permission_denied: suppressed(
    'Not sent: the customer does not allow notifications.',
    'They answered iOS’s question with “Don’t Allow”, or switched notifications off.',
    'Ask the customer to allow them in the iPhone’s Settings › Notifications › this app.',
  ),
  device_disabled: suppressed(
    'Not sent: the device no longer belongs to this customer, or was disabled.',
    'The customer signed out, another customer signed in on it, APNs reported it dead, or staff disabled it.',
    'Open the device’s page to see when and why. Opening the app registers it again.',
  ),
  message_expired: suppressed(
    'Not sent: the message had expired before it could be sent.',
    'Its expiry was in the past when it came, or the queue waited for a repair.',
    'Send it again if it still matters.',
  ),
  expired: suppressed(
    'Given up: the message expired before any attempt succeeded.',
    'The attempts below say what stood in the way.',
    'Send it again if it still matters.',
  ),
  no_device: suppressed(
    'Not sent: the customer has no device.',
    'They never allowed notifications, signed out, or another customer uses the device now.',
    'Open the customer’s page to see earlier devices. Opening the app and allowing notifications registers one.',
  ),
}
