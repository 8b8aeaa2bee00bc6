import { createPrivateKey, sign } from 'node:crypto'
import { SingleFlight } from '@/lib/flow/single-flight'

export type ProviderToken = { jwt: string; issuedAt: Date }

/** Who signs: Apple's key id and team id, and the PKCS#8 PEM of the .p8 file. */
export type SigningKey = { keyId: string; teamId: string; privateKey: string }

/** Where all processes keep the one token of a key. */
export type ProviderTokenStore = {
  find(): Promise<ProviderToken | undefined>
  /** Stores `token` unless there is one issued between the two; gives the one that counts from now on. */
  replace(token: ProviderToken, issued: { after: Date; before: Date }): Promise<ProviderToken>
}

/** What the transport asks for. */
export type ProviderTokens = {
  /** Without waiting, while there is a good one. */
  current(): ProviderToken | undefined
  get(): Promise<ProviderToken>
  /** APNs called `refused` expired: one renewal for all who ask. Gives undefined when a newer one would not help. */
  renew(refused: ProviderToken): Promise<ProviderToken | undefined>
  renewals: number
}

const minuteMs = 60_000
/** Apple refuses tokens older than an hour, and renewals more than once in 20 minutes. */
const usableMsMax = 55 * minuteMs
const renewMsMin = 20 * minuteMs
/** The clocks of two servers may differ so much. A token from further ahead was signed by a clock that was wrong. */
const aheadMsMax = minuteMs

type Options = {
  key: SigningKey
  store: ProviderTokenStore
  now?: () => number
  random?: () => number
  /** Told of a stored token that a clock ahead of ours has signed, with how far ahead it is. */
  onFuture?: (aheadMs: number) => void
}

/** One ES256 token a key, shared through the store, renewed in the background between its 45th and 50th minute. */
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
    // Spread out, so that processes which share a token do not all sign in the same second.
    renewAfterMs = (45 + 5 * random()) * minuteMs
    return token
  }

  /** Takes the stored token if it is young enough, else signs one; whoever is first to store it wins. */
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
      if (!held || ageMs(held) >= usableMsMax || isFuture(held)) return undefined
      // The old one serves meanwhile; a failure shows when it has run out.
      if (ageMs(held) >= renewAfterMs) refreshOnce(renewAfterMs).catch(() => undefined)
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

/** APNs: ES256 only, `kid` and `iss` of ten characters, `iat` in whole seconds, a raw 64-byte signature, and no other claim. */
export function signProviderToken({ keyId, teamId, privateKey }: SigningKey, atMs: number): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'ES256', kid: keyId })}.${encode({ iss: teamId, iat: Math.floor(atMs / 1000) })}`
  const signature = sign('sha256', Buffer.from(text), { key: createPrivateKey(privateKey), dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

/** For tests and one-off requests: a token that no other process needs. */
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
