import { isSameAddress, type SentAddress } from './address'
import { type FailureKind, PushdeskFailure } from './failure'
import { disabled, type Permission, type PushState } from './push-state'
import type { Requester } from './request'
import type { Cell } from './storage'
import { isSameUser, type User } from './user'

export type DeviceFacts = {
  appVersion?: string
  sdkVersion?: string
  osVersion?: string
  model?: string
  locale?: string
  timeZone?: string
}

type Options = {
  send: Requester
  state: Cell<PushState>
  permission: () => Permission
  facts: () => DeviceFacts
  onChange: (state: PushState) => void
}

/** Registers and deregisters this device, one request at a time. After a lost response, the state is unknown. */
export function createPushRegistration({ send, state, permission, facts, onChange }: Options) {
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = queue.then(run, run)
    queue = turn
    return turn
  }

  function become(next: PushState): PushState {
    state.write(next)
    onChange(next)
    return next
  }

  /** Store the intent before sending, so that after a restart mid-request the state reads as unknown. */
  async function attempt(before: PushState, wish: Wish, run: () => Promise<PushState>): Promise<PushState> {
    const noted = (because: FailureKind | 'in_flight'): PushState => ({ status: 'unknown', because, ...wish })
    become(noted('in_flight'))
    try {
      return become(await run())
    } catch (error) {
      const failure = asFailure(error)
      // A rejection changes nothing on the server, so the earlier state still applies.
      const stays = before.status === 'unknown' && before.because === 'in_flight' ? noted(failure.kind) : before
      become(failure.isUncertain ? noted(failure.kind) : stays)
      throw failure
    }
  }

  const enable = (address: SentAddress, user: User) =>
    inTurn(async () => {
      const before = state.read()
      const registered = { address, user, permission: permission() }
      const next = await attempt(before, { wants: 'enabled', ...registered }, async () => {
        const { body } = await send({
          method: 'PUT',
          path: '/api/v1/devices',
          user,
          body: { ...address, user, permission: registered.permission, ...facts() },
        })
        return { status: 'enabled', deviceId: deviceIdIn(body), ...registered }
      })
      // iOS issues a new token now and then. The old one must not stay behind as a second device.
      if (before.status !== 'disabled' && isSameUser(before.user, user) && !isSameAddress(before.address, address))
        await send({ method: 'DELETE', path: '/api/v1/devices', user, body: { ...before.address, user } }).catch(
          () => undefined,
        )
      return next
    })

  const disable = () =>
    inTurn(async () => {
      const before = state.read()
      if (before.status === 'disabled') return before
      const { address, user, permission } = before
      return attempt(before, { wants: 'disabled', address, user, permission }, async () => {
        await send({ method: 'DELETE', path: '/api/v1/devices', user, body: { ...address, user } })
        return disabled
      })
    })

  return {
    enable,
    disable,
    /** Retries a request whose outcome is unknown, and reports a permission that changed in Settings. */
    async settle() {
      const now = state.read()
      if (now.status === 'unknown') await (now.wants === 'disabled' ? disable() : enable(now.address, now.user))
      if (now.status === 'enabled' && now.permission !== permission()) await enable(now.address, now.user)
    },
  }
}

type Wish = { wants: 'enabled' | 'disabled'; address: SentAddress; user: User; permission: Permission }

function asFailure(error: unknown): PushdeskFailure {
  if (error instanceof PushdeskFailure) return error
  throw error
}

function deviceIdIn(body: unknown): string {
  const id = (body as { device?: { id?: unknown } } | undefined)?.device?.id
  if (typeof id === 'string') return id
  // A captive portal's response must not pass for a registration.
  throw new PushdeskFailure('server_error', 'The answer names no device.')
}
