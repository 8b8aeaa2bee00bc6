import { verify } from 'node:crypto'
import { isDictionary } from '@/lib/apns/push/push-types'
import type { SimulatedApnsKey, SimulatorPorts } from '@/lib/apns/simulator/state/ports'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'
import { BoundedMap } from '@/lib/flow/bounded-map'

/** A token with a valid signature. Its age and permissions are checked again for every request. */
export type VerifiedToken = { jwt: string; keyId: string; teamId: string; issuedAtMs: number }

const verifiedMax = 1000
const aheadMsMax = 60_000

/** Rules 5 and 6. Verifies a signature once and caches the result by the exact token. */
export class TokenVerifier {
  readonly #verified = new BoundedMap<string, VerifiedToken>(verifiedMax)

  constructor(
    private readonly ports: SimulatorPorts,
    private readonly settings: SimulatorSettings,
  ) {}

  async check(
    authorization: string | undefined,
    nowMs: number,
  ): Promise<SimulatedRefusal | { token: VerifiedToken; key: SimulatedApnsKey }> {
    const jwt = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (!jwt) return refuse(403, 'MissingProviderToken')
    const read = this.#verified.get(jwt) ?? readToken(jwt, this.settings.tokens)
    if (!read) return invalid
    const key = await this.ports.findKey(read.keyId)
    if (!key || key.teamId !== read.teamId) return invalid
    if (read.issuedAtMs > nowMs + aheadMsMax) return invalid
    if (!this.#verified.has(jwt)) {
      if (!holds(jwt, key, this.settings.tokens)) return invalid
      this.#verified.set(jwt, read)
    }
    return { token: read, key }
  }
}

const invalid = refuse(403, 'InvalidProviderToken')
const base64url = /^[A-Za-z0-9_-]+$/
const laxBase64 = /^[A-Za-z0-9_+/-]+={0,2}$/

function readToken(jwt: string, mode: SimulatorSettings['tokens']): VerifiedToken | undefined {
  const parts = jwt.split('.')
  const alphabet = mode === 'strict' ? base64url : laxBase64
  if (parts.length !== 3 || !parts.every((part) => alphabet.test(part))) return undefined
  const [header, claims] = parts.map(decodeJson)
  if (!isDictionary(header) || !isDictionary(claims)) return undefined
  const { alg, kid } = header
  const iat = mode === 'lax' && typeof claims.iat === 'string' ? Number(claims.iat) : claims.iat
  if (alg !== 'ES256' || typeof kid !== 'string' || typeof claims.iss !== 'string') return undefined
  if (typeof iat !== 'number' || !Number.isInteger(iat)) return undefined
  return { jwt, keyId: kid, teamId: claims.iss, issuedAtMs: iat * 1000 }
}

function decodeJson(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

function holds(jwt: string, key: SimulatedApnsKey, mode: SimulatorSettings['tokens']) {
  const at = jwt.lastIndexOf('.')
  const signature = Buffer.from(jwt.slice(at + 1), 'base64')
  if (mode === 'strict' && signature.length !== 64) return false
  return verify('sha256', Buffer.from(jwt.slice(0, at)), { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature)
}
