import type { EnvironmentConfig } from './config'
import { endpointChanges } from './endpoint-changes'
import { type FilePlan, want, wantPrompt } from './file-plan'
import { apnsKeysOf, environmentUrl, type ServerEnvironment } from './server'

type Place = {
  company: string
  app: string
  appName: string
  environment: 'production' | 'sandbox'
  isNew?: 'apple' | 'simulator'
  requiresApproval: boolean
  at: readonly PropertyKey[]
}

/** Adds the changes that bring an environment in line with its part of the file. */
export async function environmentChanges(wanted: FilePlan, place: Place, config: EnvironmentConfig | undefined) {
  if (!config) return
  const { api } = wanted
  const { at } = place
  const path = environmentUrl(place.company, place.app, place.environment)
  const where = `${place.company}/${place.app}/${place.environment}`
  const found = place.isNew
    ? newEnvironment(place.isNew, place.environment)
    : (await api.get<{ environment: ServerEnvironment }>(path)).environment
  const isProduction = place.environment === 'production'
  const { apnsKey } = config
  const known = apnsKey && !place.isNew ? await apnsKeysOf(api, path) : []
  const isUploaded = apnsKey && !known.some(({ keyId, revokedAt }) => keyId === apnsKey.keyId && !revokedAt)
  // Uploading a key switches the environment to Apple.
  const settings = settingsChange(found, isUploaded ? { ...config, apnsServer: undefined } : config)
  if (settings)
    want(wanted, {
      where,
      lines: settings.lines,
      ...(isProduction && settings.isRisky && { confirm: place.company }),
      calls: ({ confirmation }) => [{ method: 'PATCH', path, body: { ...settings.body, confirmation }, at }],
    })
  await endpointChanges(
    wanted,
    {
      ...{ path, where, isNew: Boolean(place.isNew), at: [...at, 'companyApi'] },
      ...(isProduction && { confirm: place.company }),
    },
    config,
  )
  await wantPrompt(wanted, {
    path: `${path}/prompt`,
    where,
    typed: place.appName,
    config: config.prompt,
    isNew: Boolean(place.isNew),
    requiresApproval: place.requiresApproval,
    at: [...at, 'prompt'],
  })
  if (!isUploaded) return
  want(wanted, {
    where,
    lines: [`Upload the APNs key ${apnsKey.keyId} of team ${apnsKey.teamId}`],
    isAlone: true,
    calls: () => [{ method: 'POST', path: `${path}/apns-keys`, body: apnsKey, at: [...at, 'apnsKey'] }],
  })
  const server = settingsChange({ ...found, apnsServer: 'apple' }, { apnsServer: config.apnsServer })
  if (server)
    want(wanted, {
      where,
      lines: server.lines,
      isAlone: true,
      ...(isProduction && { confirm: place.company }),
      calls: ({ confirmation }) => [{ method: 'PATCH', path, body: { ...server.body, confirmation }, at }],
    })
}

const newEnvironment = (apnsServer: 'apple' | 'simulator', name: 'production' | 'sandbox'): ServerEnvironment => ({
  apnsServer,
  requiresIdentity: name === 'production',
  jwksUrl: null,
  issuer: null,
  audience: null,
  tokenMinutesMax: undefined,
})

function settingsChange(server: ServerEnvironment, wish: EnvironmentConfig) {
  const { apnsServer, requiresIdentity, tokenMinutesMax } = wish
  const lines: string[] = []
  const body: Record<string, unknown> = {}
  let isRisky = false
  if (apnsServer !== undefined && apnsServer !== server.apnsServer) {
    lines.push(`APNs server: ${serverWord[server.apnsServer]} → ${serverWord[apnsServer]}`)
    body.apnsServer = apnsServer
    isRisky = true
  }
  if (requiresIdentity !== undefined && requiresIdentity !== server.requiresIdentity) {
    lines.push(`Identity verification: ${requiresIdentity ? 'off → on' : 'on → off'}`)
    body.requiresIdentity = requiresIdentity
    isRisky ||= !requiresIdentity
  }
  for (const [name, word] of Object.entries(tokenWords) as [keyof typeof tokenWords, string][]) {
    const text = wish[name]
    if (text === undefined || text === server[name]) continue
    lines.push(`${word}: ${server[name] ?? 'none'} → ${text ?? 'none'}`)
    body[name] = text ?? ''
  }
  if (tokenMinutesMax !== undefined && tokenMinutesMax !== server.tokenMinutesMax) {
    const before = server.tokenMinutesMax === undefined ? '' : `${server.tokenMinutesMax} → `
    lines.push(`A User-Token may live, in minutes: ${before}${tokenMinutesMax}`)
    body.tokenMinutesMax = tokenMinutesMax
  }
  return lines.length ? { lines, body, isRisky } : undefined
}

const serverWord = { apple: 'Apple', simulator: 'the simulator' }
const tokenWords = { jwksUrl: 'JWKS address', issuer: 'Issuer of User-Tokens', audience: 'Audience of User-Tokens' }
