import { createPrivateKey, sign } from 'node:crypto'
import { SingleFlight } from '@/lib/flow/single-flight'

export type ProviderToken = { jwt: string; issuedAt: Date }

/** A signing key: Apple's key ID and team ID, and the PKCS#8 PEM of the .p8 file. */
export type SigningKey = { keyId: string; teamId: string; privateKey: string }

/** Where all processes keep a key's only token. */
export type ProviderTokenStore = {
  find(): Promise<ProviderToken | undefined>
  /** Stores `token` unless one issued in this range exists. Returns the token that counts from now on. */
  replace(token: ProviderToken, issued: { after: Date; before: Date }): Promise<ProviderToken>
}

/** Supplies a transport with provider tokens. */
export type ProviderTokens = {
  /** Returns the current token without waiting, if it is usable. */
  current(): ProviderToken | undefined
  get(): Promise<ProviderToken>
  /** Renews a token that APNs called expired, once for all callers. Undefined if a newer one wouldn't help. */
  renew(refused: ProviderToken): Promise<ProviderToken | undefined>
  renewals: number
}

const minuteMs = 60_000
/** Apple rejects tokens older than an hour, and renewals more than once in 20 minutes. */
const usableMsMax = 55 * minuteMs
const renewMsMin = 20 * minuteMs
/** How much the clocks of two servers may differ. A token from further ahead was signed by a wrong clock. */
const aheadMsMax = minuteMs

type Options = {
  key: SigningKey
  store: ProviderTokenStore
  now?: () => number
  random?: () => number
  /** Called if a clock ahead of ours signed the stored token, with how far ahead it is. */
  onFuture?: (aheadMs: number) => void
}

/** Keeps one ES256 token per key, shared through the store and renewed in the background after 45 to 50 minutes. */
export function createProviderTokens({
  key,
  store,
  now = Date.now,
  random = Math.random,
  onFuture,
}: Options): ProviderTokens {
  let held: ProviderToken | undefined
  let renewAfterMs = 0
  const refreshing = new SingleFlight<ProviderToken>()
  const ageMs = (token: ProviderToken) => now() - token.issuedAt.getTime()
  const isFuture = (token: ProviderToken) => ageMs(token) < -aheadMsMax

  function hold(token: ProviderToken) {
    held = token
    // Add jitter so that processes sharing a token don't all sign at once.
    renewAfterMs = (45 + 5 * random()) * minuteMs
    return token
  }

  /** Uses the stored token if it is young enough, else signs one. The first process to store its token wins. */
  async function refresh(ageMsMax: number) {
    const stored = await store.find()
    if (stored && isFuture(stored)) onFuture?.(-ageMs(stored))
    else if (stored && ageMs(stored) < ageMsMax) return hold(stored)
    const signed = { jwt: signProviderToken(key, now()), issuedAt: new Date(Math.floor(now() / 1000) * 1000) }
    const counting = await store.replace(signed, {
      after: new Date(now() - ageMsMax),
      before: new Date(now() + aheadMsMax),
    })
    if (counting.jwt === signed.jwt) tokens.renewals += 1
    return hold(counting)
  }

  const refreshOnce = (ageMsMax: number) => refreshing.share(key.keyId, () => refresh(ageMsMax))

  const tokens: ProviderTokens = {
    renewals: 0,
    current() {
      if (!held) return undefined
      const heldMs = ageMs(held)
      if (heldMs >= usableMsMax || heldMs < -aheadMsMax) return undefined
      // The old token stays in use meanwhile. A failure surfaces once it runs out.
      if (heldMs >= renewAfterMs) refreshOnce(renewAfterMs).catch(() => undefined)
      return held
    },
    async get() {
      return tokens.current() ?? refreshOnce(renewAfterMs || 45 * minuteMs)
    },
    async renew(refused) {
      if (held && held.jwt !== refused.jwt) return held
      const fresh = await refreshOnce(renewMsMin)
      return fresh.jwt === refused.jwt ? undefined : fresh
    },
  }
  return tokens
}

/** APNs: ES256 only, ten-character `kid` and `iss`, `iat` in whole seconds, a raw 64-byte signature, no other claim. */
export function signProviderToken({ keyId, teamId, privateKey }: SigningKey, atMs: number): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'ES256', kid: keyId })}.${encode({ iss: teamId, iat: Math.floor(atMs / 1000) })}`
  const signature = sign('sha256', Buffer.from(text), { key: createPrivateKey(privateKey), dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

/** A store for tests and one-off requests, whose token no other process needs. */
export function memoryTokenStore(): ProviderTokenStore {
  let stored: ProviderToken | undefined
  return {
    find: async () => stored,
    async replace(token, { after, before }) {
      if (!stored || stored.issuedAt <= after || stored.issuedAt > before) stored = token
      return stored
    },
  }
}
