import { PushdeskFailure } from '@/sdk/failure'

/** What the app tells its customer about each kind of SDK failure. */
export function phoneFailureWords(what: string, failure: unknown): string {
  if (!(failure instanceof PushdeskFailure)) throw failure
  switch (failure.kind) {
    case 'offline':
      return `${what}: no connection. We’ll try again when you’re back online.`
    case 'server_error':
      return `${what}: the service has a problem (${failure.status ?? 'no status'}). We’ll try again.`
    case 'key_refused':
      return `${what}: this version of the app is no longer accepted (${failure.status ?? ''} ${failure.code ?? ''}). Please update it.`
    case 'identity_refused':
      return `${what}: we couldn’t verify that it’s you. Please sign in again.`
    case 'rate_limited':
      return `${what}: too many attempts. Please wait a moment.`
    case 'invalid':
      return `${what}: ${failure.message}`
  }
}
