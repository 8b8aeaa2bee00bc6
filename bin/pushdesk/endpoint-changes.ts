import type { EnvironmentConfig } from './config'
import { authToSend, certificateToSend, tlsLines } from './endpoint-secrets'
import { type FilePlan, want } from './file-plan'
import { endpointOf, type ServerEndpoint } from './server'

type EndpointPlace = {
  path: string
  where: string
  isNew: boolean
  at: readonly PropertyKey[]
  /** The text to type before removing a company API in production. */
  confirm?: string
}

/** Adds the changes that bring the company API in line with its part of the file. */
export async function endpointChanges(
  wanted: FilePlan,
  { path, where, isNew, at, confirm }: EndpointPlace,
  { companyApi }: EnvironmentConfig,
) {
  if (companyApi === undefined) return
  const server = isNew ? undefined : await endpointOf(wanted.api, path)
  if (companyApi === null) {
    if (server)
      want(wanted, {
        where,
        lines: [`Remove the company API ${server.url}`],
        confirm,
        calls: () => [{ method: 'DELETE', path: `${path}/company-api`, at }],
      })
    return
  }
  const { url, usedFor, concurrencyMax, ratePerSecondMax, retry, caCertificate } = companyApi
  const part = { at, placeIn: wanted.placeIn }
  const auth = authToSend(companyApi.auth, server, part)
  const clientCertificate = certificateToSend(companyApi.clientCertificate, server, part)
  const bodyTemplate = companyApi.bodyTemplate === undefined ? (server?.bodyTemplate ?? null) : companyApi.bodyTemplate
  const body = {
    ...{ url, usedFor, auth: auth.send, clientCertificate, caCertificate, concurrencyMax, ratePerSecondMax, retry },
    ...(bodyTemplate !== null && { bodyTemplate }),
  }
  const lines = server
    ? [...endpointLines(server, { ...companyApi, bodyTemplate }), ...auth.lines, ...tlsLines(server, companyApi)]
    : [`Add the company API ${url}, used for ${usedForWord[usedFor]}`]
  const calls = () => [{ method: 'PUT' as const, path: `${path}/company-api`, body, at }]
  if (lines.length) want(wanted, { where, lines, calls })
  else if (server && ((auth.send && auth.send.kind !== 'none') || clientCertificate))
    want(wanted, {
      where,
      lines: ['The company API’s authentication and certificates'],
      isSecret: true,
      calls,
      outcome: (answer) => (isSaved(answer, server) ? undefined : false),
    })
}

/** Returns false if the secret was unchanged. */
const isSaved = (answer: unknown, { updatedAt }: ServerEndpoint) =>
  (answer as { companyApi: ServerEndpoint }).companyApi.updatedAt !== updatedAt // the response of the call above

type WantedEndpoint = NonNullable<EnvironmentConfig['companyApi']> & { bodyTemplate: string | null }

const endpointLines = (server: ServerEndpoint, wanted: WantedEndpoint): string[] => [
  ...(server.url === wanted.url ? [] : [`Company API: ${server.url} → ${wanted.url}`]),
  ...(server.usedFor === wanted.usedFor
    ? []
    : [`Company API used for: ${usedForWord[server.usedFor]} → ${usedForWord[wanted.usedFor]}`]),
  ...(server.bodyTemplate === wanted.bodyTemplate ? [] : ['The company API’s body template']),
  ...limitLine('requests at once', server.concurrencyMax, wanted.concurrencyMax),
  ...limitLine('requests a second', server.ratePerSecondMax, wanted.ratePerSecondMax),
  ...limitLine('requests per delivery', server.retry.triesMax, wanted.retry?.triesMax),
  ...limitLine('seconds of the first wait', server.retry.firstSeconds, wanted.retry?.firstSeconds),
  ...limitLine('seconds of the longest wait', server.retry.longestSeconds, wanted.retry?.longestSeconds),
]

const limitLine = (word: string, now: number | null, wanted: number | null | undefined) =>
  wanted === undefined || wanted === now
    ? []
    : [`The company API’s limit, ${word}: ${now ?? 'none'} → ${wanted ?? 'none'}`]

const usedForWord = { uuid: 'UUIDs', all: 'all devices' }
