import { plural } from '@/lib/format/number'
import { appChanges } from './app-changes'
import type { CompanyConfig } from './config'
import { bringsBack, type FilePlan, want, wantPrompt } from './file-plan'
import { appsOf, bothEnvironments, companyUrl, type ServerCompany } from './server'

const at = ['company']

/** Adds the changes that bring a company in line with its file. */
export async function companyChanges(wanted: FilePlan, server: ServerCompany | undefined, config: CompanyConfig) {
  const { slug, name, archived } = config.company
  const path = companyUrl(slug)
  if (archived && (!server || server.archivedAt)) return
  if (archived || server?.archivedAt) {
    want(wanted, {
      where: slug,
      lines: [archived ? 'Archive the company' : bringsBack('company')],
      confirm: slug,
      calls: () => [
        archived
          ? { method: 'POST', path: `${path}/archive`, at: [...at, 'archived'] }
          : { method: 'POST', path: `${path}/restore`, at },
      ],
    })
    return
  }
  if (!server)
    want(wanted, {
      where: slug,
      lines: [`Create the company “${name}”`],
      calls: () => [{ method: 'POST', path: '/companies', body: { slug, name }, at }],
    })
  const approval = approvalEnd(wanted, server, config)
  const apps = new Map(server ? (await appsOf(wanted.api, slug)).map((app) => [app.slug, app]) : [])
  const requiresApproval = Boolean(server?.requiresApproval) && approval !== 'ends'
  for (const [index, app] of config.apps.entries()) {
    const place = { company: slug, requiresApproval, at: ['apps', index] }
    await appChanges(wanted, place, apps.get(app.slug), app)
  }
  for (const environment of bothEnvironments)
    await wantPrompt(wanted, {
      path: `${path}/prompt/${environment}`,
      where: `${slug}/${environment}`,
      typed: name,
      config: config.prompts?.[environment],
      isNew: !server,
      requiresApproval,
      at: ['prompts', environment],
    })
  settingsOf(wanted, server, config)
}

/** Comes first, so that the rest of the same file no longer needs approval. */
function approvalEnd(wanted: FilePlan, server: ServerCompany | undefined, { company }: CompanyConfig) {
  const { slug, requiresApproval } = company
  if (requiresApproval !== false || !server?.requiresApproval) return undefined
  const waits = 'waits for a second admin, who has to ask for the same'
  const change = {
    where: slug,
    calls: () => [{ method: 'PATCH' as const, path: companyUrl(slug), body: { requiresApproval }, at }],
  }
  if (server.approvalEndAskedBy && !server.approvalEndAskedByYou) {
    want(wanted, { ...change, lines: ['Changes in production need a second person: yes → no'] })
    return 'ends'
  }
  const lines = ['Ask for changes in production without a second person']
  if (server.approvalEndAskedByYou) want(wanted, { ...change, lines, waits, calls: () => [] })
  else want(wanted, { ...change, lines, needsApproval: true, outcome: () => waits })
  return 'waits'
}

/**
 * Comes last: a prompt is confirmed with the current company name, and turning on approval earlier would hold up the
 * rest.
 */
function settingsOf(wanted: FilePlan, server: ServerCompany | undefined, { company }: CompanyConfig) {
  const { slug, name, requiresApproval, messageTextDays } = company
  const body: Record<string, unknown> = {}
  const lines: string[] = []
  if (server && server.name !== name) {
    body.name = name
    lines.push(`Name: “${server.name}” → “${name}”`)
  }
  if (requiresApproval && !server?.requiresApproval) {
    body.requiresApproval = requiresApproval
    lines.push('Changes in production need a second person: no → yes')
  }
  const keptNow = server?.messageTextDays ?? null
  if (messageTextDays !== undefined && messageTextDays !== keptNow) {
    body.messageTextDays = messageTextDays
    lines.push(`Message texts: ${keptWords(keptNow)} → ${keptWords(messageTextDays)}`)
  }
  if (lines.length)
    want(wanted, { where: slug, lines, calls: () => [{ method: 'PATCH', path: companyUrl(slug), body, at }] })
}

function keptWords(days: number | null) {
  if (days === null) return 'kept as long as deliveries'
  return days === 0 ? 'not kept' : `kept for ${plural(days, 'day')}`
}
