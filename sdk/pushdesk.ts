import { type DeviceAddress, sentAddress } from './address'
import { type ChatView, createChatView } from './chat-view'
import { PushdeskFailure, PushStillEnabled } from './failure'
import { createQueue, type Queue } from './join-queue'
import { canHandleNotification, notificationFacts } from './notification'
import type { PushdeskOptions } from './options'
import { createOutbox } from './outbox'
import { createPresence } from './presence'
import { createProbeAnswers } from './probe-answer'
import type { PromptDecision } from './prompt'
import { createPromptEvaluation, type PromptContext } from './prompt-evaluation'
import { createPromptHistory } from './prompt-history'
import { createPromptStream } from './prompt-stream'
import { createPushRegistration } from './push-registration'
import { type PushState, pushStateCell } from './push-state'
import { createRequester } from './request'
import { memoryStorage } from './storage'
import { isSameUser, targetingKey, type User } from './user'
import { sdkVersion } from './version'

export type Pushdesk = ReturnType<typeof createPushdesk>

const promptTimeoutMsDefault = 2_000

/** Creates the SDK, once per app. Everything it knows about the registration survives in `storage`. */
export function createPushdesk(options: PushdeskOptions) {
  const { endpoint, publishableKey, storage = memoryStorage(), fetch = globalThis.fetch.bind(globalThis) } = options
  const onFailure = (failure: PushdeskFailure) => options.onFailure?.(failure)
  const permission = options.permission
  const facts = () => ({ sdkVersion, ...options.device?.() })

  const state = pushStateCell(storage)
  const send = createRequester({ endpoint, publishableKey, fetch, userToken: options.userToken })
  const outbox = createOutbox({ send, storage, onFailure })
  const evaluate = createPromptEvaluation(send)
  const history = createPromptHistory(storage, () => Date.now())
  const presence = createPresence({ send, user: () => user, address, onFailure })
  const registration = createPushRegistration({
    send,
    state,
    permission,
    facts,
    onChange: (next) => options.onStateChange?.(next),
  })
  const probes = createProbeAnswers({
    send,
    storage,
    state,
    permission,
    facts,
    phone: () => options.phone?.() ?? {},
    register: (to, who) => registration.enable(to, who),
    onFailure,
  })
  const stream = createPromptStream({
    endpoint,
    publishableKey,
    fetch,
    targetingKey: () => user && targetingKey(user),
    onChange: (etag) => void configurationChanged(etag),
  })

  let user: User | undefined = registeredUser(state.read())
  let queue: ReturnType<typeof createQueue> | undefined

  function address() {
    const now = state.read()
    return now.status !== 'disabled' && isSameUser(now.user, user) ? now.address : undefined
  }

  function evaluateFor(who: User, asked: PromptContext, configEtag?: string) {
    const context = { permission: permission(), ...facts(), ...asked, ...options.context?.() }
    return evaluate({ user: who, context, configEtag, timeoutMs: options.promptTimeoutMs ?? promptTimeoutMsDefault })
  }

  async function configurationChanged(configEtag: string | undefined) {
    if (queue && !queue.hasLeft()) await queue.review(configEtag)
    else if (user) await evaluateFor(user, history.contextOf(user), configEtag).catch(report)
  }

  function becomeUser(next: User | undefined) {
    if (isSameUser(user, next)) return
    const now = state.read()
    if (now.status !== 'disabled' && !isSameUser(now.user, next)) throw new PushStillEnabled()
    const { app } = presence.now()
    void presence.leave()
    user = next
    queue = undefined
    // The stream is open for the previous customer.
    stream.close()
    if (app === 'active') void presence.setApp('active')
    followWhileUseful()
  }

  /** Opens the stream only for a customer who could be asked. */
  function followWhileUseful() {
    const isDecided = permission() === 'authorized' || permission() === 'denied'
    if (user && !isDecided && presence.now().app === 'active') stream.open()
    else stream.close()
  }

  function receipt(userInfo: unknown, kind: 'received' | 'opened') {
    const notice = notificationFacts(userInfo)
    if (notice?.type === 'probe') return undefined
    const to = address()
    if (notice) probes.note(notice.notificationId)
    if (notice && to && user)
      outbox.add({ path: '/api/v1/receipts', user, body: { notificationId: notice.notificationId, kind, ...to } })
    return notice
  }

  return {
    /**
     * The customer. Setting or clearing it while push notifications are enabled for another throws PushStillEnabled:
     * call `disablePushNotifications` first, so that no one gets notifications meant for someone else.
     */
    get user(): User | undefined {
      return user
    },
    set user(next: User | undefined) {
      becomeUser(next)
    },

    /** Disables push for the customer, then changes to `next`. If disabling fails, changes nothing and throws. */
    async changeUser(next: User | undefined, _: { disableFirst: true }): Promise<void> {
      if (isSameUser(user, next)) return
      await registration.disable()
      becomeUser(next)
    },

    /** What is known about this device's registration. `unknown`: a response was lost, and the request is retried. */
    get pushState(): PushState {
      return state.read()
    },

    /** Registers this device for the current customer. Rejects with a PushdeskFailure. */
    async enablePushNotifications(deviceAddress: DeviceAddress): Promise<PushState> {
      if (!user) throw new PushdeskFailure('invalid', 'Set user before you enable push notifications.')
      return registration.enable(sentAddress(deviceAddress), user)
    },

    /** Deregisters this device for the current customer. Calls `failure` instead of throwing if that fails. */
    async disablePushNotifications({
      failure,
    }: {
      failure?: (failure: PushdeskFailure) => void
    } = {}): Promise<PushState> {
      try {
        return await registration.disable()
      } catch (error) {
        if (!(error instanceof PushdeskFailure)) throw error
        failure?.(error)
        return state.read()
      }
    },

    /** Whether a push was triggered by Pushdesk. Pass `userInfo` as received from iOS. */
    canHandleNotification,

    /**
     * Call for each push that reaches the app or its notification service extension. Sends the `received` receipt, or
     * the answer if Pushdesk queries the phone. Call iOS's completion handler when the promise settles.
     */
    async didReceiveNotification(userInfo: unknown): Promise<void> {
      const asked = notificationFacts(userInfo)
      if (asked?.probeId !== undefined) return probes.answer(asked.probeId)
      receipt(userInfo, 'received')
    },

    /** The chat of a tapped notification, or undefined if Pushdesk didn't send it. Sends the `opened` receipt. */
    createChatViewForPushing({ fromNotificationWith }: { fromNotificationWith: unknown }): ChatView | undefined {
      const notice = receipt(fromNotificationWith, 'opened')
      return notice && createChatView(notice, (chat) => void presence.setChat(chat))
    },

    /** The chat opened by the customer. */
    createChatView({ conversationId }: { conversationId?: string } = {}): ChatView {
      return createChatView({ conversationId }, (chat) => void presence.setChat(chat))
    },

    /**
     * Call when the customer joins a queue. Returns whether to show the prompt. `onChange` is called if that changes
     * while they wait, because someone turned the prompt on or off or changed its text.
     */
    async joinQueue({ onChange }: { onChange?: (decision: PromptDecision) => void } = {}): Promise<Queue> {
      // Use the history from before this queue, so that a visible prompt isn't a reason to remove that prompt.
      const asked = user ? history.contextOf(user) : {}
      queue = createQueue({
        user,
        permission,
        requestPermission: options.requestPermission,
        evaluate: (who, configEtag) => evaluateFor(who, asked, configEtag),
        history,
        onFailure,
        onChange,
        record: (who, kind, revision) => {
          const body = {
            id: crypto.randomUUID(),
            kind,
            at: new Date().toISOString(),
            user: who,
            revision,
            ...address(),
          }
          outbox.add({ id: body.id, path: '/api/v1/prompt/events', user: who, batch: 'events', body })
        },
      })
      return queue.join()
    },

    /** Call when the app enters (true) or leaves (false) the foreground. Entering also retries what failed before. */
    async setActive(isActive: boolean): Promise<void> {
      const said = presence.setApp(isActive ? 'active' : 'background')
      followWhileUseful()
      if (!isActive) return said
      await Promise.all([said, registration.settle().catch(report), outbox.flush(), probes.settle()])
    },

    /** Ends timers and connections. Unsent items stay in storage. */
    close(): void {
      stream.close()
      presence.stop()
      outbox.stop()
    },
  }

  /** Reports failures of background work (presence, receipts, prompt events) through onFailure. */
  function report(error: unknown): void {
    if (!(error instanceof PushdeskFailure)) throw error
    onFailure(error)
  }
}

const registeredUser = (state: PushState) => (state.status === 'disabled' ? undefined : state.user)
