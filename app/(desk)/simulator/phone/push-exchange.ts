import type { Fate } from './ios'
import type { Push } from './push'
import type { Exchange } from './traffic'

const fates: Record<Fate, string> = {
  shown: 'shown',
  in_app: 'passed to the open app, not shown',
  woken: 'silent: the app was woken',
  not_shown: 'not shown: notifications are denied',
}

export function exchangeOf(push: Push, fate: Fate, isOurs: boolean): Exchange {
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

/** What another sender might send to the same app. */
export function foreignPush(address: string): Push {
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
