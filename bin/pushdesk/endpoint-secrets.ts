import { dayOf } from '@/lib/company-api/day-of'
import { certificateView } from '@/lib/company-api/endpoint-tls'
import { CommandError } from './api'
import type { CompanyApiConfig } from './config'
import type { FileChange } from './file-change'
import { nothingChanged } from './file-faults'
import type { ServerAuth, ServerCertificate, ServerEndpoint } from './server'

type Auth = NonNullable<CompanyApiConfig['auth']>
type Part = { at: readonly PropertyKey[]; placeIn: FileChange['placeIn'] }

/**
 * Compares everything but the secrets. Returns the difference and what to send: nothing if the file names no secret and
 * nothing differs.
 */
export function authToSend(
  wanted: Auth | undefined,
  server: ServerEndpoint | undefined,
  part: Part,
): { send: Auth | undefined; lines: string[] } {
  if (!wanted) return { send: undefined, lines: [] }
  const lines = server ? authLines(server.auth, wanted) : []
  const secrets = secretsOf(wanted)
  if (secrets.every(Boolean)) return { send: wanted, lines }
  if (!server || lines.length > 0 || secrets.some(Boolean)) throw withoutSecret(part, ['auth'])
  return { send: undefined, lines }
}

/** Does the same for the client certificate that Pushdesk presents to the company’s server. */
export function certificateToSend(
  wanted: CompanyApiConfig['clientCertificate'],
  server: ServerEndpoint | undefined,
  part: Part,
) {
  if (!wanted || wanted.privateKey) return wanted
  if (!isSame(server?.clientCertificate ?? null, wanted.certificate)) throw withoutSecret(part, ['clientCertificate'])
  return undefined
}

export function tlsLines(
  server: ServerEndpoint,
  { clientCertificate: own, caCertificate }: CompanyApiConfig,
): string[] {
  return [
    ...certificateLine(
      'client certificate',
      server.clientCertificate,
      own === undefined ? own : (own?.certificate ?? null),
    ),
    ...certificateLine('own authority', server.caCertificate, caCertificate),
  ]
}

function secretsOf(auth: Auth): (string | null | undefined)[] {
  if (auth.kind === 'bearer') return [auth.token]
  if (auth.kind === 'basic') return [auth.password]
  if (auth.kind === 'headers') return Object.values(auth.headers)
  if (auth.kind === 'body') return [auth.authToken]
  return auth.kind === 'oauth2' ? [auth.clientSecret] : []
}

function withoutSecret({ at, placeIn }: Part, field: string[]) {
  const sentence = 'This differs from the server, so it needs its secrets. Write a variable for each.'
  return new CommandError(nothingChanged, [`${placeIn([...at, ...field])}${sentence}`])
}

function authLines(server: ServerAuth, wanted: Auth): string[] {
  if (server.kind !== wanted.kind) return [`The company API’s authentication: ${server.kind} → ${wanted.kind}`]
  const [now, then] = [partsOf(server), partsOf(wanted)]
  return Object.keys(then)
    .filter((word) => now[word] !== then[word])
    .map((word) => `The company API’s ${word}: ${now[word] ?? 'none'} → ${then[word] ?? 'none'}`)
}

function partsOf(auth: Auth | ServerAuth): Record<string, string | undefined> {
  if (auth.kind === 'basic') return { username: auth.username }
  if (auth.kind === 'headers') {
    const names = Array.isArray(auth.headers) ? auth.headers : Object.keys(auth.headers)
    return { headers: [...names].sort().join(', ') }
  }
  if (auth.kind !== 'oauth2') return {}
  return {
    'token URL': auth.tokenUrl,
    'client ID': auth.clientId,
    scope: auth.scope?.trim() || undefined,
    audience: auth.audience?.trim() || undefined,
    'client authentication': auth.clientAuth ?? 'basic',
  }
}

function certificateLine(word: string, now: ServerCertificate | null, wanted: string | null | undefined): string[] {
  if (wanted === undefined || isSame(now, wanted)) return []
  return [`The company API’s ${word}: ${wordsOf(now)} → ${wordsOf(wanted === null ? null : certificateView(wanted))}`]
}

const isSame = (now: ServerCertificate | null, wanted: string | null) => (now?.pem ?? null) === (wanted?.trim() ?? null)

function wordsOf(certificate: { subject: string; validTo: string | Date } | null | undefined) {
  if (certificate === null) return 'none'
  return certificate
    ? `${certificate.subject}, valid until ${dayOf(new Date(certificate.validTo))}`
    : 'what the file has'
}
