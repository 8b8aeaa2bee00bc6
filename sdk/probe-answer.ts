import { isSameAddress, sentAddress } from './address'
import { PushdeskFailure } from './failure'
import type { PhoneFacts } from './phone-facts'
import type { DeviceFacts } from './push-registration'
import type { Permission, PushState } from './push-state'
import type { Requester } from './request'
import { type Cell, cell, type KeyValueStorage } from './storage'
import type { User } from './user'

type Options = {
  send: Requester
  storage: KeyValueStorage
  state: Cell<PushState>
  permission: () => Permission
  facts: () => DeviceFacts
  phone: () => PhoneFacts | Promise<PhoneFacts>
  register: (address: { deviceToken: string }, user: User) => Promise<unknown>
  onFailure: (failure: PushdeskFailure) => void
}

type LastPush = { notificationId: string; receivedAt: string }

/** Answers Pushdesk's queries to the phone. An answer that couldn't be sent is retried at the next foreground. */
export function createProbeAnswers(options: Options) {
  const { send, storage, state, permission, facts, phone, register, onFailure } = options
  const unanswered = cell<string | undefined>(storage, 'probe', undefined, isText)
  const lastPush = cell<LastPush | undefined>(storage, 'last-push', undefined, isLastPush)

  async function answer(probeId: string): Promise<void> {
    unanswered.write(probeId)
    try {
      await tell(probeId)
    } catch (error) {
      if (!(error instanceof PushdeskFailure)) throw error
      onFailure(error)
      // The server will never accept it: the query is too old, or not for this phone.
      if (error.kind === 'invalid') unanswered.write(undefined)
      return
    }
    if (unanswered.read() === probeId) unanswered.write(undefined)
  }

  async function tell(probeId: string) {
    const before = state.read()
    if (before.status === 'disabled') return
    const { deviceToken, clock = new Date(), ...told } = await phone()
    const now = deviceToken ? sentAddress({ deviceToken }) : before.address
    if ('deviceToken' in now && 'deviceToken' in before.address && !isSameAddress(now, before.address))
      await register(now, before.user).catch(reported)
    await send({
      method: 'POST',
      path: `/api/v1/probes/${encodeURIComponent(probeId)}`,
      user: before.user,
      body: {
        ...now,
        ...(before.status === 'enabled' && { deviceId: before.deviceId }),
        ...facts(),
        ...told,
        permission: permission(),
        clock: clock.toISOString(),
        lastPush: lastPush.read(),
      },
    })
  }

  /** The answer is sent even if the registration fails, because the phone's new token is a part of it. */
  function reported(error: unknown) {
    if (!(error instanceof PushdeskFailure)) throw error
    onFailure(error)
  }

  return {
    answer,
    /** Notes a Pushdesk push that is meant for the customer. */
    note: (notificationId: string) => lastPush.write({ notificationId, receivedAt: new Date().toISOString() }),
    async settle() {
      const waiting = unanswered.read()
      if (waiting) await answer(waiting)
    },
  }
}

const isText = (value: unknown) => typeof value === 'string'

const isLastPush = (value: unknown) =>
  typeof value === 'object' && value !== null && 'notificationId' in value && 'receivedAt' in value
