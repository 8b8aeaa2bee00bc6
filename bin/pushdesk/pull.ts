import { type Api, ApiError } from './api'
import type {
  AppConfig,
  CompanyApiConfig,
  CompanyConfig,
  EnvironmentConfig,
  PlatformConfig,
  PromptConfig,
} from './config'
import { schemaNumber } from './config'
import {
  appsOf,
  bothEnvironments,
  companiesOf,
  companyUrl,
  endpointOf,
  environmentUrl,
  type ServerApp,
  type ServerAuth,
  type ServerCompany,
  type ServerEnvironment,
  type ServerPrompt,
} from './server'

const $schema = './pushdesk.schema.json'

export type Pulled = { files: Record<string, CompanyConfig | PlatformConfig>; faults: string[] }

/**
 * Returns everything that the token can read, by file name, without secrets. Archived companies and apps are written
 * only as archived: an older file would restore them. `faults` names each file that couldn’t be read, with the reason;
 * the other files are complete.
 */
export async function pulled(api: Api, { hasPlatform }: { hasPlatform: boolean }): Promise<Pulled> {
  const result: Pulled = { files: {}, faults: [] }
  await pullOne(result, 'platform', () => platformConfig(api, hasPlatform))
  for (const company of await companiesOf(api))
    await pullOne(result, company.slug, async () =>
      company.archivedAt ? archivedCompany(company) : companyConfig(api, company),
    )
  return result
}

type Read = () => Promise<CompanyConfig | PlatformConfig | undefined>

async function pullOne({ files, faults }: Pulled, name: string, read: Read) {
  try {
    const config = await read()
    if (config) files[name] = config
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    faults.push(`${name}: ${error.message}`)
  }
}

/** If no prompt is configured, an existing file is rewritten to say so, and no new file is created. */
async function platformConfig(api: Api, hasPlatform: boolean): Promise<PlatformConfig | undefined> {
  const prompts = await promptsAt(api, (environment) => `/prompt/${environment}`)
  if (!hasPlatform && !Object.values(prompts).some(Boolean)) return undefined
  return { $schema, schema: schemaNumber, platform: { prompts } }
}

const archivedCompany = ({ slug, name }: ServerCompany): CompanyConfig => ({
  ...{ $schema, schema: schemaNumber, company: { slug, name, archived: true } },
  apps: [],
})

async function companyConfig(
  api: Api,
  { slug, name, requiresApproval, messageTextDays }: ServerCompany,
): Promise<CompanyConfig> {
  const apps: AppConfig[] = []
  for (const app of await appsOf(api, slug)) apps.push(await appConfig(api, slug, app))
  const prompts = await promptsAt(api, (environment) => `${companyUrl(slug)}/prompt/${environment}`)
  return { $schema, schema: schemaNumber, company: { slug, name, requiresApproval, messageTextDays }, prompts, apps }
}

async function appConfig(
  api: Api,
  company: string,
  { slug, name, bundleId, archivedAt, environments: known }: ServerApp,
): Promise<AppConfig> {
  if (archivedAt) return { slug, name, bundleId, archived: true }
  const environments: Record<string, EnvironmentConfig> = {}
  for (const { name: environmentName } of known) {
    const path = environmentUrl(company, slug, environmentName)
    const { environment } = await api.get<{ environment: ServerEnvironment }>(path)
    const endpoint = await endpointOf(api, path)
    environments[environmentName] = {
      apnsServer: environment.apnsServer,
      requiresIdentity: environment.requiresIdentity,
      jwksUrl: environment.jwksUrl,
      issuer: environment.issuer,
      audience: environment.audience,
      tokenMinutesMax: environment.tokenMinutesMax,
      companyApi: endpoint
        ? {
            url: endpoint.url,
            usedFor: endpoint.usedFor,
            auth: authConfig(endpoint.auth),
            clientCertificate: endpoint.clientCertificate && { certificate: endpoint.clientCertificate.pem },
            caCertificate: endpoint.caCertificate?.pem ?? null,
            bodyTemplate: endpoint.bodyTemplate,
            concurrencyMax: endpoint.concurrencyMax,
            ratePerSecondMax: endpoint.ratePerSecondMax,
            retry: {
              triesMax: endpoint.retry.triesMax,
              firstSeconds: endpoint.retry.firstSeconds,
              longestSeconds: endpoint.retry.longestSeconds,
            },
          }
        : null,
      prompt: await promptOf(api, `${path}/prompt`),
    }
  }
  return { slug, name, bundleId, environments }
}

function authConfig(auth: ServerAuth): CompanyApiConfig['auth'] {
  if (auth.kind === 'headers')
    return { kind: auth.kind, headers: Object.fromEntries(auth.headers.map((name) => [name, null])) }
  if (auth.kind !== 'oauth2') return auth
  const { scope, audience, ...rest } = auth
  return { ...rest, ...(scope && { scope }), ...(audience && { audience }) }
}

async function promptsAt(api: Api, pathOf: (environment: string) => string) {
  const prompts: Record<string, PromptConfig> = {}
  for (const environmentName of bothEnvironments)
    prompts[environmentName] = await promptOf(api, pathOf(environmentName))
  return prompts
}

const promptOf = async (api: Api, path: string) => (await api.get<ServerPrompt>(path)).prompt
