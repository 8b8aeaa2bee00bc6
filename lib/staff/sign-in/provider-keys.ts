import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'

const timeoutMs = 5_000
/** How long to wait after a failed fetch, because anyone can cause one. */
const restMs = 5_000

const Configuration = z.object({ issuer: z.string(), jwks_uri: z.url() })

type Known = { issuer: string; keys: Promise<JWTVerifyGetKey>; restsUntil: number }
let known: Known | undefined

/** The provider's keys, from its discovery document. The operator chose the issuer, so it may be a private host. */
export async function providerKeys(issuer: string): Promise<JWTVerifyGetKey> {
  if (known?.issuer !== issuer || (known.restsUntil > 0 && known.restsUntil <= Date.now()))
    known = { issuer, keys: discover(issuer), restsUntil: 0 }
  const asked = known
  try {
    return await asked.keys
  } catch (error) {
    if (asked.restsUntil === 0) {
      asked.restsUntil = Date.now() + restMs
      log.warn({ err: error, issuer }, 'couldn’t read the configuration of single sign-on')
    }
    throw new Refused('unavailable', 'The keys of single sign-on can’t be read right now.')
  }
}

async function discover(issuer: string) {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const configuration = Configuration.parse(await answer.json())
  if (configuration.issuer !== issuer) throw new Error(`the configuration is that of ${configuration.issuer}`)
  return createRemoteJWKSet(new URL(configuration.jwks_uri), { timeoutDuration: timeoutMs })
}
