import type { Api } from './api'
import type { PromptConfig } from './config'

// The parts of the management API's responses that commands read.

export type ServerCompany = {
  slug: string
  name: string
  requiresApproval: boolean
  approvalEndAskedBy: string | null
  approvalEndAskedByYou: boolean
  messageTextDays: number | null
  archivedAt: string | null
}
export type ServerApp = {
  slug: string
  name: string
  bundleId: string
  archivedAt: string | null
  environments: { name: EitherEnvironment }[]
}
export type ServerEnvironment = {
  apnsServer: 'apple' | 'simulator'
  requiresIdentity: boolean
  jwksUrl: string | null
  issuer: string | null
  audience: string | null
  /** Undefined if the environment doesn’t exist yet. */
  tokenMinutesMax: number | undefined
}
export type ServerCertificate = { subject: string; validTo: string; pem: string }
/** Without secrets: for headers, only their names. */
export type ServerAuth =
  | { kind: 'none' | 'bearer' | 'body' }
  | { kind: 'basic'; username: string }
  | { kind: 'headers'; headers: string[] }
  | {
      kind: 'oauth2'
      tokenUrl: string
      clientId: string
      scope: string | null
      audience: string | null
      clientAuth: 'basic' | 'post'
    }
export type ServerEndpoint = {
  url: string
  usedFor: 'uuid' | 'all'
  auth: ServerAuth
  clientCertificate: ServerCertificate | null
  caCertificate: ServerCertificate | null
  bodyTemplate: string | null
  concurrencyMax: number
  ratePerSecondMax: number | null
  retry: { triesMax: number | null; firstSeconds: number; longestSeconds: number; sentence: string }
  updatedAt: string
}
export type ServerPrompt = {
  prompt: PromptConfig
  level: string
  revision: number
  managedFrom: { repository: string; file: string; hasDrifted: boolean } | null
}

export const bothEnvironments = ['production', 'sandbox'] as const
export type EitherEnvironment = (typeof bothEnvironments)[number]

export const companyUrl = (company: string) => `/companies/${company}`
export const appUrl = (company: string, app: string) => `${companyUrl(company)}/apps/${app}`
export const environmentUrl = (company: string, app: string, environment: string) =>
  `${appUrl(company, app)}/environments/${environment}`

export const companiesOf = (api: Api) => api.all<ServerCompany>('/companies', 'companies')
export const appsOf = (api: Api, company: string) => api.all<ServerApp>(`${companyUrl(company)}/apps`, 'apps')

/** Returns undefined if no company API is set. */
export async function endpointOf(api: Api, environment: string): Promise<ServerEndpoint | undefined> {
  const found = await api.find<{ companyApi: ServerEndpoint | null }>(`${environment}/company-api`)
  return found?.body.companyApi ?? undefined
}

export async function apnsKeysOf(
  api: Api,
  environment: string,
): Promise<{ keyId: string; revokedAt: string | null }[]> {
  return (await api.get<{ apnsKeys: { keyId: string; revokedAt: string | null }[] }>(`${environment}/apns-keys`))
    .apnsKeys
}
