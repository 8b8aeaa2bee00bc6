/**
 * Kinds of failure, by what the app can do about them:
 * - `offline`: no response; retry when there is a network
 * - `key_refused`: the publishable key is wrong, revoked, or of another kind (401, 403); ship another key
 * - `identity_refused`: the User-Token does not prove who the customer is (401 `identity_token_invalid`); sign in again
 * - `invalid`: the server will never accept this request (other 4xx); `errors` names the fields
 * - `rate_limited`: too many requests (429); wait `retryAfterMs`
 * - `server_error`: the server failed (5xx)
 */
export type FailureKind = 'offline' | 'key_refused' | 'identity_refused' | 'invalid' | 'rate_limited' | 'server_error'

export type FieldError = { path: string; message: string }

type Details = { status?: number; code?: string; errors?: FieldError[]; retryAfterMs?: number; cause?: unknown }

/** Every failed call of the SDK ends in a PushdeskFailure. */
export class PushdeskFailure extends Error {
  override readonly name = 'PushdeskFailure'
  /** HTTP status, if there was a response. */
  readonly status: number | undefined
  /** The stable code in the server's problem response. */
  readonly code: string | undefined
  readonly errors: FieldError[]
  readonly retryAfterMs: number | undefined

  constructor(
    readonly kind: FailureKind,
    message: string,
    { status, code, errors = [], retryAfterMs, cause }: Details = {},
  ) {
    super(message, { cause })
    this.status = status
    this.code = code
    this.errors = errors
    this.retryAfterMs = retryAfterMs
  }

  /** The server may have processed the request, even without a good response. */
  get isUncertain(): boolean {
    return this.kind === 'offline' || this.kind === 'server_error'
  }

  /** The same request may succeed later, unchanged. */
  get isPassing(): boolean {
    return this.isUncertain || this.kind === 'rate_limited'
  }
}

/** `user` was changed or cleared while this device still gets the current customer's pushes. */
export class PushStillEnabled extends Error {
  override readonly name = 'PushStillEnabled'

  constructor() {
    super(
      'Push notifications are enabled for the present user. Call disablePushNotifications before you change or clear ' +
        'user, or changeUser(next, { disableFirst: true }), so that no one gets notifications meant for someone else.',
    )
  }
}
