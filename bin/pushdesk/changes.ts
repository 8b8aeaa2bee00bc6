import { basename } from 'node:path'
import { plural } from '@/lib/format/number'
import type { Api } from './api'
import type { AppConfig, CompanyConfig } from './config'
import { environmentChanges } from './environment-changes'
import type { FileChange } from './file-change'
import { type FilePlan, want, wantPrompt } from './file-plan'
import type { Config, Read } from './files'
import { type Repository, sourceOf } from './repository'
import { appsOf, appUrl, bothEnvironments, companiesOf, companyUrl, type ServerApp, type ServerCompany } from './server'

/** Everything that applying the files would do, in the order in which it is done. Writes nothing. */
export async function changesFor(
  api: Api,
  { companies, platform }: Config,
  repository?: Repository,
): Promise<FileChange[]> {
  const changes: FileChange[] = []
  const wantedOf = ({ file, placeIn }: Pick<Read<unknown>, 'file' | 'placeIn'>): FilePlan => ({
    ...{ api, changes, placeIn },
    source: sourceOf(repository, basename(file)),
  })
  const known = new Map((await companiesOf(api)).map((company) => [company.slug, company]))
  for (const read of companies) await company(wantedOf(read), known.get(read.config.company.slug), read.config)
  if (platform) {
    const { prompts } = platform.config.platform
    for (const name of bothEnvironments)
      await wantPrompt(wantedOf(platform), {
        path: `/prompt/${name}`,
        where: `platform/${name}`,
        typed: 'all',
        config: prompts[name],
        at: ['platform', 'prompts', name],
      })
  }
  return changes
}

async function company(wanted: FilePlan, server: ServerCompany | undefined, config: CompanyConfig) {
  const { api } = wanted
  const at = ['company']
  const { slug, name, requiresApproval, messageTextDays, archived } = config.company
  const path = companyUrl(slug)
  if (archived && (!server || server.archivedAt)) return
  if (archived) {
    want(wanted, {
      where: slug,
      lines: ['Archive the company'],
      confirm: slug,
      calls: () => [{ method: 'POST', path: `${path}/archive`, at: [...at, 'archived'] }],
    })
    return
  }
  if (!server)
    want(wanted, {
      where: slug,
      lines: [`Create the company “${name}”`],
      calls: () => [{ method: 'POST', path: '/companies', body: { slug, name }, at }],
    })
  if (server?.archivedAt) {
    want(wanted, {
      where: slug,
      lines: [broughtBack('company')],
      calls: () => [{ method: 'POST', path: `${path}/restore`, at }],
    })
    return
  }
  const body: Record<string, unknown> = {}
  const lines: string[] = []
  if (server && server.name !== name) {
    body.name = name
    lines.push(`Name: “${server.name}” → “${name}”`)
  }
  if (requiresApproval !== undefined && requiresApproval !== (server?.requiresApproval ?? false)) {
    body.requiresApproval = requiresApproval
    lines.push(`Changes in production need a second person: ${requiresApproval ? 'no → yes' : 'yes → no'}`)
  }
  const keptNow = server?.messageTextDays ?? null
  if (messageTextDays !== undefined && messageTextDays !== keptNow) {
    body.messageTextDays = messageTextDays
    lines.push(`Message texts: ${keptWords(keptNow)} → ${keptWords(messageTextDays)}`)
  }
  const settings = { where: slug, lines, calls: () => [{ method: 'PATCH' as const, path, body, at }] }
  // Approval that comes on would keep the rest of the same files waiting: it comes last.
  if (lines.length && body.requiresApproval !== true) want(wanted, settings)
  const apps = new Map(server ? (await appsOf(api, slug)).map((app) => [app.slug, app]) : [])
  const needsApproval = Boolean(server?.requiresApproval) && requiresApproval !== false
  for (const [index, app] of config.apps.entries()) {
    const place = { company: slug, requiresApproval: needsApproval, at: ['apps', index] }
    await appChanges(wanted, place, apps.get(app.slug), app)
  }
  for (const environment of bothEnvironments)
    await wantPrompt(wanted, {
      path: `${path}/prompt/${environment}`,
      where: `${slug}/${environment}`,
      typed: name,
      config: config.prompts?.[environment],
      isNew: !server,
      requiresApproval: needsApproval,
      at: ['prompts', environment],
    })
  if (lines.length && body.requiresApproval === true) want(wanted, settings)
}

function keptWords(days: number | null) {
  if (days === null) return 'kept as long as deliveries'
  return days === 0 ? 'not kept' : `kept for ${plural(days, 'day')}`
}

/** What is archived can’t be read, so the rest of the file is compared by the next plan. */
const broughtBack = (what: string) => `Bring the ${what} back; plan again to see what else differs`

type AppPlace = { company: string; requiresApproval: boolean; at: readonly PropertyKey[] }

async function appChanges(wanted: FilePlan, place: AppPlace, server: ServerApp | undefined, config: AppConfig) {
  const { company: companySlug, at } = place
  const { slug, name, bundleId, archived } = config
  const where = `${companySlug}/${slug}`
  const path = appUrl(companySlug, slug)
  if (archived && (!server || server.archivedAt)) return
  if (archived) {
    want(wanted, {
      where,
      lines: ['Archive the app'],
      confirm: companySlug,
      calls: () => [{ method: 'POST', path: `${path}/archive`, at: [...at, 'archived'] }],
    })
    return
  }
  if (server?.archivedAt) {
    want(wanted, {
      where,
      lines: [broughtBack('app')],
      calls: () => [{ method: 'POST', path: `${path}/restore`, at }],
    })
    return
  }
  const isNew = server ? undefined : apnsServerOf(config)
  const lines = server
    ? [
        ...(server.name === name ? [] : [`Name: “${server.name}” → “${name}”`]),
        ...(server.bundleId === bundleId ? [] : [`Bundle ID: ${server.bundleId} → ${bundleId}`]),
      ]
    : [`Create the app “${name}” (${bundleId})`]
  if (lines.length)
    want(wanted, {
      where,
      lines,
      calls: () => [
        server
          ? { method: 'PATCH', path, body: { name, bundleId }, at }
          : {
              method: 'POST',
              path: `${companyUrl(companySlug)}/apps`,
              body: { slug, name, bundleId, apnsServer: isNew },
              at,
            },
      ],
    })
  for (const environment of bothEnvironments)
    await environmentChanges(
      wanted,
      { ...place, app: slug, appName: name, environment, isNew, at: [...at, 'environments', environment] },
      config.environments?.[environment],
    )
}

const apnsServerOf = ({ environments }: AppConfig) =>
  bothEnvironments.every((one) => environments?.[one]?.apnsServer === 'simulator') ? 'simulator' : 'apple'
