import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { fetchPublicJson } from './fetch-public-json'

const cacheMsMax = 10 * 60_000
const cooldownMs = 30_000
const sets = new Map<string, JWTVerifyGetKey>()

/** The company's JWKS: kept for ten minutes, and read again (at most every 30 s) when a token names an unknown key. */
export function companyKeys(url: string): JWTVerifyGetKey {
  let set = sets.get(url)
  if (!set) {
    set = createRemoteJWKSet(new URL(url), {
      cacheMaxAge: cacheMsMax,
      cooldownDuration: cooldownMs,
      [customFetch]: fetchPublicJson,
    })
    sets.set(url, set)
  }
  return set
}
