import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { Refused } from '../errors'
import { log } from '../log'
import { fetchPublicJson } from './fetch-public-json'

const cacheMsMax = 10 * 60_000
const cooldownMs = 30_000
const setsMax = 1_000
const sets = new Map<string, JWTVerifyGetKey>()

/** The company's JWKS: kept for ten minutes, and read again (at most every 30 s) when a token names an unknown key. */
export function companyKeys(url: string): JWTVerifyGetKey {
  let set = sets.get(url)
  if (!set) {
    if (sets.size >= setsMax) sets.clear()
    set = orUnavailable(
      url,
      createRemoteJWKSet(new URL(url), {
        cacheMaxAge: cacheMsMax,
        cooldownDuration: cooldownMs,
        [customFetch]: fetchPublicJson,
      }),
    )
    sets.set(url, set)
  }
  return set
}

/** Nothing is said of a token that could not be checked: the same call may hold in a moment. */
function orUnavailable(url: string, set: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await set(header, token)
    } catch (error) {
      const isOfTheToken = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported
      if (isOfTheToken || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      log.warn({ err: error, url }, 'the company’s JWKS could not be read')
      throw new Refused(
        'unavailable',
        'The company’s keys (JWKS) cannot be read at the moment.',
        {},
        'jwks_unavailable',
        {
          retryAfterSeconds: cooldownMs / 1000,
        },
      )
    }
  }
}
