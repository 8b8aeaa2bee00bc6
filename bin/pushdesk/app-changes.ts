import type { AppConfig } from './config'
import { environmentChanges } from './environment-changes'
import { bringsBack, type FilePlan, want } from './file-plan'
import { appUrl, bothEnvironments, companyUrl, type ServerApp } from './server'

type AppPlace = { company: string; requiresApproval: boolean; at: readonly PropertyKey[] }

/** Adds the changes that bring an app in line with its part of the file. */
export async function appChanges(wanted: FilePlan, place: AppPlace, server: ServerApp | undefined, config: AppConfig) {
  const { company: companySlug, at } = place
  const { slug, name, bundleId, archived } = config
  const where = `${companySlug}/${slug}`
  const path = appUrl(companySlug, slug)
  if (archived && (!server || server.archivedAt)) return
  if (archived || server?.archivedAt) {
    want(wanted, {
      where,
      lines: [archived ? 'Archive the app' : bringsBack('app')],
      confirm: companySlug,
      calls: () => [
        archived
          ? { method: 'POST', path: `${path}/archive`, at: [...at, 'archived'] }
          : { method: 'POST', path: `${path}/restore`, at },
      ],
    })
    return
  }
  const isNew = server ? undefined : apnsServerOf(config)
  if (!server)
    want(wanted, {
      where,
      lines: [`Create the app “${name}” (${bundleId})`],
      calls: () => [
        {
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
  if (!server) return
  const lines = [
    ...(server.name === name ? [] : [`Name: “${server.name}” → “${name}”`]),
    ...(server.bundleId === bundleId ? [] : [`Bundle ID: ${server.bundleId} → ${bundleId}`]),
  ]
  // The rename comes after the prompts, because they are confirmed with the app's current name.
  if (lines.length)
    want(wanted, { where, lines, calls: () => [{ method: 'PATCH', path, body: { name, bundleId }, at }] })
}

const apnsServerOf = ({ environments }: AppConfig) =>
  bothEnvironments.every((one) => environments?.[one]?.apnsServer === 'simulator') ? 'simulator' : 'apple'
