import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { Refused } from '@/lib/errors'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { log } from '@/lib/log'
import { fetchPublicJson } from './fetch-public-json'

const cacheMsMax = 10 * 60_000
const cooldownMs = 30_000
/** After a failure, Pushdesk makes no request for this long, so that a failing server doesn't get one per call. */
const restMs = 5_000
const sets = new BoundedMap<string, JWTVerifyGetKey>(1_000)

/**
 * The company's JWKS: cached for ten minutes, and read again (at most every 30 s) when a token names an unknown key.
 */
export const companyKeys = (url: string): JWTVerifyGetKey => sets.remember(url, setAt)

const setAt = (url: string) =>
  orUnavailable(
    url,
    createRemoteJWKSet(new URL(url), {
      cacheMaxAge: cacheMsMax,
      cooldownDuration: cooldownMs,
      [customFetch]: fetchPublicJson,
    }),
  )

/** A token that couldn't be checked isn't rejected: the same call may succeed in a moment. */
function orUnavailable(url: string, set: ReturnType<typeof createRemoteJWKSet>): JWTVerifyGetKey {
  let restsUntil = 0
  return async (header, token) => {
    const restLeftMs = restsUntil - Date.now()
    const isResting = restLeftMs > 0
    const known = isResting && set.fresh ? set.jwks() : undefined
    if (isResting && !known) throw unavailable(restLeftMs)
    try {
      return await (known ? createLocalJWKSet(known) : set)(header, token)
    } catch (error) {
      const isOfTheToken = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported
      if (isOfTheToken || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      log.warn({ err: error, url }, 'couldn’t read the company’s JWKS')
      restsUntil = Date.now() + restMs
      throw unavailable(restMs)
    }
  }
}

const unavailable = (forMs: number) =>
  new Refused('unavailable', 'The company’s keys (JWKS) can’t be read right now.', {}, 'jwks_unavailable', {
    retryAfterSeconds: Math.ceil(forMs / 1000),
  })
