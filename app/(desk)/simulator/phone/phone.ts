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

/** An iPhone with the company's app on it: what iOS does, what the app does, and the SDK between them. */
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
    // Longer than in an app: where people try it out, the server often shares a busy computer with the browser.
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

  /** iOS's alert; shown only while nothing was decided, otherwise the old answer at once. */
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
      // What waits for a phone that is off is older than what is lost meanwhile.
      lastPushAt: held === 'lost' ? state.lastPushAt : Math.max(state.lastPushAt, push.at),
    })
    note(exchangeOf(push, fate, isOurs))
    if (fate === 'not_shown' || held || !isOurs) return
    void pushdesk.didReceiveNotification(push.payload)
    learnFrom(push.payload, push.at)
  }

  /** The message that a push tells of, where the chat platform's own copy is not on this page. */
  function learnFrom(userInfo: Record<string, unknown>, at: number) {
    const facts = notificationFacts(userInfo)
    const user = pushdesk.user
    const { body } = readAlert(userInfo)
    if (!facts?.conversationId || !user || !body) return
    const where = { customer: userKey(user), conversationId: facts.conversationId }
    change({ chats: addNotified(state.chats, where, { notificationId: facts.notificationId, text: body, at }) })
  }

  /** iOS gives the app a new token; the app tells Pushdesk at its next registration. */
  function renewToken() {
    change({ deviceToken: newDeviceToken(), formerTokens: [state.deviceToken, ...state.formerTokens].slice(0, 5) })
  }

  /** The page goes, and the phone with it: otherwise Pushdesk would believe for 90 s that someone reads. */
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
    /** The home bar: up to the home screen, also from the lock screen. */
    pressHome: () => turn('home'),
    /** The side button: off and on again is the lock screen. */
    pressSide: () => turn(state.ios.front === 'lock' ? 'home' : 'lock'),
    openApp: () => turn('app'),

    /** A tap on a notification: iOS starts the app and hands it the payload. */
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
      // The app reads it at its next foreground; in front, iOS restarts it.
      if (state.ios.front === 'app') app.come()
    },
    turnKnob(knobs: Partial<PhoneConditions>) {
      change({ knobs: { ...state.knobs, ...knobs } })
      if (knobs.network) network.cutAll()
      // The app hears from iOS that there is a network again.
      if (knobs.network === 'online' && state.ios.front === 'app') app.come()
      if (knobs.addressKind && state.push.status === 'enabled') void app.enable()
      if (knobs.identity) tokens.forget()
      if (knobs.asked === 'other_token') renewToken()
      if (knobs.asked) pushes.again()
    },
    /** Another sender's push, which never passes Pushdesk: the app must not take it for ours. */
    takeForeignPush: () => takePush(foreignPush(state.deviceToken)),
    clearTraffic: () => change({ traffic: [] }),

    /** The app forgets everything, the token stays: as after a restore that lost its data. Then it has to start over. */
    eraseApp() {
      storage.clear()
      change({ app: newApp, user: undefined })
    },
    forget: () => clearPhone(environmentId),
  }
}
