import type { PushHeaders } from '@/lib/apns/check-headers'

type Template = { value: string; label: string; hint: string; payload: Record<string, unknown>; headers: PushHeaders }

export const templates: readonly Template[] = [
  {
    value: 'message',
    label: 'A message from an agent',
    hint: 'What a live chat sends',
    payload: {
      aps: { alert: { title: 'Your agent replied', body: 'This is a test from Pushdesk.' }, sound: 'default' },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10' },
  },
  {
    value: 'badge',
    label: 'Message with badge and thread',
    hint: 'Groups with others of its conversation',
    payload: {
      aps: {
        alert: { title: 'Your agent replied', body: 'Two messages are waiting.' },
        badge: 2,
        sound: 'default',
        'thread-id': 'conversation-1',
      },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10' },
  },
  {
    value: 'urgent',
    label: 'Time-sensitive',
    hint: 'Breaks through a Focus, where the customer allows it',
    payload: {
      aps: {
        alert: { title: 'Please confirm', body: 'A payment waits for you.' },
        sound: 'default',
        'interruption-level': 'time-sensitive',
      },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10' },
  },
  {
    value: 'quiet',
    label: 'Quiet',
    hint: 'Goes to the list without sound or light',
    payload: {
      aps: { alert: { title: 'For your information', body: 'Nothing to do.' }, 'interruption-level': 'passive' },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '5' },
  },
  {
    value: 'background',
    label: 'Silent, in the background',
    hint: 'Wakes the app and shows nothing; APNs takes priority 5 only',
    payload: { aps: { 'content-available': 1 } },
    headers: { 'apns-push-type': 'background', 'apns-priority': '5' },
  },
]
