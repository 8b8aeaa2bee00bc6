import { randomBytes } from 'node:crypto'
import { announce } from '@/db/announce'
import { type EndpointChange, lockEndpoint, saveEndpointRow } from '@/db/queries/settings/endpoint-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { decrypt, encrypt } from '@/lib/secrets'
import { isAllowedHost } from './allowed-hosts'
import { authSecretPurpose, type EndpointAuth, signingSecretPurpose } from './endpoint-auth'
import { endpointFacts } from './endpoint-facts'
import { type ClientCertificate, certificateView, clientKeyPurpose } from './endpoint-tls'
import { retryDefault, retryOf, storedRetry } from './retry-schedule'
import { SaveEndpoint } from './save-endpoint-input'

const concurrencyMaxDefault = 512

/** Standard Webhooks: `whsec_` and the base64 of 24 to 64 random bytes. */
export const makeSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** Called by save-endpoint, which has checked the address. Returns the signing secret only for a new endpoint. */
export const storeEndpoint = command('endpoint.change', SaveEndpoint, async ({ db, input, scope }) => {
  const { environmentId, auth, bodyTemplate, usedFor } = input
  if (scope.environmentName === 'production') refuseReadable(input)
  const old = await lockEndpoint(db, { environmentId })
  if (old && !auth) refuseOtherHost(old, input)
  const signingSecret = old ? undefined : makeSigningSecret()
  const { concurrencyMax = old?.concurrencyMax ?? concurrencyMaxDefault } = input
  const { ratePerSecondMax = old?.ratePerSecondMax ?? null } = input
  const retry = input.retry ?? (old ? retryOf(old) : retryDefault)
  const limits = { concurrencyMax, ratePerSecondMax, ...storedRetry(retry) }
  const next = {
    ...{ url: input.url, bodyTemplate, usedFor, ...limits },
    ...authAfter(auth, old, environmentId),
    ...tlsAfter(input, old, environmentId),
  }
  if (old && isSame(old, next))
    throw new Refused('conflict', 'Nothing to save: the company API is already set up like this.')
  await saveEndpointRow(db, {
    environmentId,
    ...next,
    signingSecret: signingSecret
      ? encrypt(signingSecret, signingSecretPurpose(environmentId))
      : (old?.signingSecret ?? ''),
  })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { isNew: !old, signingSecret },
    audit: {
      action: old ? undefined : 'endpoint.create',
      subject: { kind: 'company_endpoint', id: environmentId, name: new URL(input.url).host },
      before: old && endpointFacts(old),
      after: endpointFacts(next),
    },
  }
})

type Auth = Pick<EndpointChange, 'authKind' | 'authSecret'>

/** Keeps the encrypted text if the same credentials are given again, so that this counts as no change. */
function authAfter(auth: EndpointAuth | undefined, old: Auth | undefined, environmentId: string): Auth {
  const kept = { authKind: old?.authKind ?? ('none' as const), authSecret: old?.authSecret ?? null }
  if (!auth) return kept
  if (auth.kind === 'none') return { authKind: 'none', authSecret: null }
  const purpose = authSecretPurpose(environmentId)
  const plain = JSON.stringify(auth)
  if (kept.authSecret && decrypt(kept.authSecret, purpose) === plain) return kept
  return { authKind: auth.kind, authSecret: encrypt(plain, purpose) }
}

/** Stored credentials go only to the host that they were entered for. */
function refuseOtherHost({ url, authSecret }: Pick<EndpointChange, 'url' | 'authSecret'>, to: { url: string }) {
  const { host } = new URL(url)
  if (!authSecret || host === new URL(to.url).host) return
  throw new Refused('invalid', 'The company API wasn’t saved.', {
    'auth.kind': [`The URL has another host. Enter the credentials again: the stored ones are sent to ${host} only.`],
  })
}

type Tls = Pick<EndpointChange, 'clientCertificate' | 'clientKey' | 'clientCertificateEndsAt' | 'caCertificate'>
type GivenTls = { clientCertificate?: ClientCertificate | null; caCertificate?: string | null }

function tlsAfter(
  { clientCertificate: given, caCertificate }: GivenTls,
  old: Tls | undefined,
  environmentId: string,
): Tls {
  const ca = caCertificate === undefined ? (old?.caCertificate ?? null) : caCertificate
  const none = { clientCertificate: null, clientKey: null, clientCertificateEndsAt: null }
  if (given === null) return { ...none, caCertificate: ca }
  const { clientCertificate, clientKey, clientCertificateEndsAt } = old ?? none
  const kept = { clientCertificate, clientKey, clientCertificateEndsAt, caCertificate: ca }
  const purpose = clientKeyPurpose(environmentId)
  const isKept =
    clientKey && given?.certificate === clientCertificate && decrypt(clientKey, purpose) === given?.privateKey
  if (!given || isKept) return kept
  return {
    clientCertificate: given.certificate,
    clientKey: encrypt(given.privateKey, purpose),
    clientCertificateEndsAt: certificateView(given.certificate)?.validTo ?? null,
    caCertificate: ca,
  }
}

type Saved = Omit<EndpointChange, 'environmentId'>

const isSame = (old: Saved, next: Saved) =>
  old.url === next.url &&
  old.authKind === next.authKind &&
  old.authSecret === next.authSecret &&
  old.clientCertificate === next.clientCertificate &&
  old.clientKey === next.clientKey &&
  old.caCertificate === next.caCertificate &&
  old.bodyTemplate === next.bodyTemplate &&
  old.usedFor === next.usedFor &&
  old.concurrencyMax === next.concurrencyMax &&
  old.ratePerSecondMax === next.ratePerSecondMax &&
  old.retryTriesMax === next.retryTriesMax &&
  old.retryFirstSeconds === next.retryFirstSeconds &&
  old.retryLongestSeconds === next.retryLongestSeconds

function refuseReadable({ url, auth }: { url: string; auth?: EndpointAuth }) {
  const fields: Record<string, string[]> = {}
  if (isReadableOnTheWay(new URL(url)))
    fields.url = ['Production needs https://, because the notifications of customers go there.']
  if (auth?.kind === 'oauth2' && isReadableOnTheWay(new URL(auth.tokenUrl)))
    fields['auth.tokenUrl'] = ['Production needs https://, because the client secret goes there.']
  if (Object.keys(fields).length > 0) throw new Refused('invalid', 'The company API wasn’t saved.', fields)
}

const isReadableOnTheWay = (url: URL) => url.protocol !== 'https:' && !isAllowedHost(url)
