import type { CallerHeaders } from '@/lib/apns/push/check-headers'

type Template = { value: string; label: string; hint: string; payload: Record<string, unknown>; headers: CallerHeaders }

export const templates: readonly Template[] = [
  {
    value: 'message',
    label: 'Agent message',
    hint: 'Like a live chat message',
    payload: {
      aps: { alert: { title: 'Your agent replied', body: 'This is a test from Pushdesk.' }, sound: 'default' },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10' },
  },
  {
    value: 'badge',
    label: 'Message with badge and thread',
    hint: 'Grouped with its conversation',
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
    hint: 'Breaks through a Focus if the customer allows it',
    payload: {
      aps: {
        alert: { title: 'Please confirm', body: 'A payment is waiting for your confirmation.' },
        sound: 'default',
        'interruption-level': 'time-sensitive',
      },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '10' },
  },
  {
    value: 'quiet',
    label: 'Quiet',
    hint: 'Appears in Notification Center without sound or lighting up the screen',
    payload: {
      aps: { alert: { title: 'For your information', body: 'No action needed.' }, 'interruption-level': 'passive' },
    },
    headers: { 'apns-push-type': 'alert', 'apns-priority': '5' },
  },
  {
    value: 'background',
    label: 'Background',
    hint: 'Wakes the app without showing anything (requires priority 5)',
    payload: { aps: { 'content-available': 1 } },
    headers: { 'apns-push-type': 'background', 'apns-priority': '5' },
  },
]
