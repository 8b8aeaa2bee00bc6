import type { PushFate } from './ios'
import type { PhonePush } from './push'
import type { PhoneExchange } from './traffic'

const fates: Record<PushFate, string> = {
  shown: 'shown',
  in_app: 'passed to the open app, not shown',
  woken: 'silent: the app was woken',
  not_shown: 'not shown: notifications are denied',
  not_woken: 'not passed on: iOS doesn’t start the app for it',
  lost: 'lost: the phone is off, and APNs doesn’t store it',
}

export function exchangeOf(push: PhonePush, fate: PushFate, isOurs: boolean): PhoneExchange {
  return {
    id: push.id,
    at: push.at,
    kind: 'push',
    method: 'PUSH',
    path: push.isApns ? 'through APNs' : 'through the company API',
    status: 200,
    note: `${fates[fate]}${isOurs ? '' : ' · from another sender'}`,
    got: { headers: push.headers, body: push.payload },
  }
}

/** A push from another sender to the same app. */
export function foreignPush(address: string): PhonePush {
  const id = crypto.randomUUID()
  return {
    id,
    apnsId: id,
    address,
    isApns: true,
    headers: { 'apns-push-type': 'alert' },
    payload: {
      aps: { alert: { title: 'Spring savings', body: '2% more on every deposit until Sunday.' } },
      campaign: 17,
    },
    at: Date.now(),
  }
}
