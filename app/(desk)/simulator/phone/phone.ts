import { canHandleNotification, notificationFacts } from '@/sdk/notification'
import type { Permission } from '@/sdk/push-state'
import { createPushdesk } from '@/sdk/pushdesk'
import { userKey } from '@/sdk/user'
import { phoneFactsOf, whereHeld, withoutBanner } from './asked-phone'
import { addNotified } from './chats'
import { createCompanyApp } from './company-app'
import { deviceFacts } from './device-facts'
import { followPushes } from './follow-pushes'
import { allow, arrive, type Front, type Ios, removeShown, type Shown, turnTo, wouldAsk } from './ios'
import { createNetwork } from './network'
import { newApp, type PhoneConditions, type PhoneState } from './phone-state'
import { appStorage, clearPhone, loadPhone, newDeviceToken, savePhone } from './phone-storage'
import { type PhonePush, readAlert } from './push'
import { exchangeOf, foreignPush } from './push-exchange'
import { exchangesMax, type PhoneExchange } from './traffic'
import { createUserTokens, type SignUserToken } from './user-tokens'
import { withPush } from './with-push'

export type PhonePlace = {
  environmentId: string
  publishableKey: string
  appName: string
  bundleId: string
  name: 'production' | 'sandbox'
}

export type Phone = ReturnType<typeof createPhone>

/** An iPhone with the company's app: the behavior of iOS and of the app, with the SDK between them. */
export function createPhone({ place, signUserToken }: { place: PhonePlace; signUserToken: SignUserToken }) {
  const { environmentId } = place
  const storage = appStorage(environmentId)
  const listeners = new Set<() => void>()
  let state = loadPhone(environmentId)
  let answerAlert: ((permission: Permission) => void) | undefined

  function change(next: Partial<PhoneState>) {
    state = { ...state, ...next }
    savePhone(environmentId, state)
    for (const listener of listeners) listener()
  }
  const changeIos = (ios: Ios) => change({ ios })

  function note(exchange: PhoneExchange) {
    const others = state.traffic.filter(({ id }) => id !== exchange.id)
    const traffic = [...others, exchange].sort((one, other) => other.at - one.at).slice(0, exchangesMax)
    change({ traffic })
  }

  const network = createNetwork({ network: () => state.knobs.network, note })
  const tokens = createUserTokens({ knobs: () => state.knobs, signUserToken })

  const pushdesk = createPushdesk({
    endpoint: location.origin,
    publishableKey: place.publishableKey,
    storage,
    fetch: network.fetch,
    permission: () => state.ios.permission,
    requestPermission,
    userToken: tokens.get,
    device: () => deviceFacts(state.knobs.locale),
    phone: () => phoneFactsOf(state, place),
    context: () => ({ country: state.knobs.locale.split('-')[1] }),
    // Longer than in a real app, because a test server often shares a busy computer with the browser.
    promptTimeoutMs: 20_000,
    onStateChange: (push) => change(withPush(state, push)),
  })
  const app = createCompanyApp({
    pushdesk,
    read: () => state,
    change,
    requestPermission,
    onNewAddress: () => pushes.again(),
  })

  const pushes = followPushes({
    environmentId,
    addresses: () => [state.deviceToken, ...state.formerTokens, ...Object.values(state.uuids)],
    after: () => state.lastPushAt,
    onPush: takePush,
    onConnection: () => undefined,
  })

  /** Shows the iOS alert if nothing is decided yet. Otherwise returns the earlier decision at once. */
  function requestPermission(): Promise<Permission> {
    if (!wouldAsk(state.ios)) return Promise.resolve(state.ios.permission)
    changeIos({ ...state.ios, isAsking: true })
    return new Promise((resolve) => {
      answerAlert = resolve
    })
  }

  function takePush(push: PhonePush) {
    if (state.seenPushes.includes(push.id)) return
    const held = whereHeld(state.knobs.asked, push)
    if (held === 'later') return
    const arrived = arrive(state.ios, push)
    const fate = held ?? arrived.fate
    const ios = held ? state.ios : withoutBanner(arrived.ios, state.knobs.asked)
    const isOurs = canHandleNotification(push.payload)
    change({
      ios,
      seenPushes: [push.id, ...state.seenPushes].slice(0, 200),
      // A lost push doesn't count, because pushes stored for a phone that is off may be older.
      lastPushAt: held === 'lost' ? state.lastPushAt : Math.max(state.lastPushAt, push.at),
    })
    note(exchangeOf(push, fate, isOurs))
    if (fate === 'not_shown' || held || !isOurs) return
    void pushdesk.didReceiveNotification(push.payload)
    learnFrom(push.payload, push.at)
  }

  /** Adds the push's message to the chat, if the chat platform's copy isn't on this page. */
  function learnFrom(userInfo: Record<string, unknown>, at: number) {
    const facts = notificationFacts(userInfo)
    const user = pushdesk.user
    const { body } = readAlert(userInfo)
    if (!facts?.conversationId || !user || !body) return
    const where = { customer: userKey(user), conversationId: facts.conversationId }
    change({ chats: addNotified(state.chats, where, { notificationId: facts.notificationId, text: body, at }) })
  }

  /** Gives the app a new token, which it sends to Pushdesk at its next registration. */
  function renewToken() {
    change({ deviceToken: newDeviceToken(), formerTokens: [state.deviceToken, ...state.formerTokens].slice(0, 5) })
  }

  /** Leaves the app when the page closes. Otherwise Pushdesk would consider the customer present for another 90 s. */
  function vanish() {
    if (state.ios.front === 'app') app.leave()
  }

  function turn(front: Front) {
    const before = state.ios.front
    if (before === front) return
    if (before === 'app') app.leave()
    changeIos(turnTo(state.ios, front))
    if (front === 'app') app.come()
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    read: () => state,
    app,

    start() {
      change({ user: pushdesk.user, ...withPush(state, pushdesk.pushState) })
      app.launch()
      addEventListener('pagehide', vanish)
      if (state.ios.front === 'app') app.come()
    },
    stop() {
      removeEventListener('pagehide', vanish)
      vanish()
      pushes.stop()
      pushdesk.close()
    },

    turn,
    /** The home bar. Goes to the home screen, also from the lock screen. */
    pressHome: () => turn('home'),
    /** The side button. Turning the screen off and on leads to the lock screen. */
    pressSide: () => turn(state.ios.front === 'lock' ? 'home' : 'lock'),
    openApp: () => turn('app'),

    /** Taps a notification: iOS opens the app and passes it the payload. */
    tap(shown: Shown) {
      changeIos(removeShown(state.ios, [shown.key]))
      learnFrom(shown.userInfo, shown.at)
      turn('app')
      app.openNotification(shown.userInfo)
    },
    dismissBanner: () => changeIos({ ...state.ios, banner: undefined }),
    clear: (keys: string[]) => changeIos(removeShown(state.ios, keys)),

    answerAlert(permission: 'authorized' | 'denied') {
      changeIos(allow(state.ios, permission))
      answerAlert?.(permission)
      answerAlert = undefined
    },
    setPermission(permission: Permission) {
      changeIos(allow(state.ios, permission))
      answerAlert?.(permission)
      answerAlert = undefined
      // The app reads the permission when it next comes to the front. If it is in front, iOS restarts it.
      if (state.ios.front === 'app') app.come()
    },
    turnKnob(knobs: Partial<PhoneConditions>) {
      change({ knobs: { ...state.knobs, ...knobs } })
      if (knobs.network) network.cutAll()
      // iOS tells the app that the network is back.
      if (knobs.network === 'online' && state.ios.front === 'app') app.come()
      if (knobs.addressKind && state.push.status === 'enabled') void app.enable()
      if (knobs.identity) tokens.forget()
      if (knobs.asked === 'other_token') renewToken()
      if (knobs.asked) pushes.again()
    },
    /** Receives another sender's push, which bypasses Pushdesk. The app must not treat it as ours. */
    takeForeignPush: () => takePush(foreignPush(state.deviceToken)),
    clearTraffic: () => change({ traffic: [] }),

    /** Erases the app's data but keeps the token, like a restore without the data. The app starts over. */
    eraseApp() {
      storage.clear()
      change({ app: newApp, user: undefined })
    },
    forget: () => clearPhone(environmentId),
  }
}
