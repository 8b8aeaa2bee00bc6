import { eventCounts } from '@/db/queries/prompts/prompt-events'
import { clientsByRevision, fetchesBySdk } from '@/db/queries/prompts/prompt-fetches'
import { promptEnvironments } from '@/db/queries/prompts/prompt-places'
import { latestRevisions } from '@/db/queries/prompts/prompt-revisions'
import { allConfigurations } from '@/db/queries/prompts/prompts'
import { query } from '@/lib/command'
import { roleIn, roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { answerNow } from './answer-now'
import { contentIn } from './content/stored-content'
import { effectiveOf, revisionOf } from './levels/effective'
import { levelsAmong } from './levels/levels'
import { levelOf } from './levels/stored'
import { windowDays } from './window-days'

/** Every app's effective prompt in both environments, with the clients that received it and its results. */
export const promptMatrix = query('prompt.read', onPlatform({}), async ({ db, staff }) => {
  const environments = await promptEnvironments(db, { companyIds: staff.companyIds })
  const environmentIds = environments.map(({ environmentId }) => environmentId)
  const now = new Date()
  const since = new Date(now.getTime() - windowDays * 86_400_000)
  const rows = await allConfigurations(db)
  const [clients, sdks, events, latest] = environmentIds.length
    ? await Promise.all([
        clientsByRevision(db, { environmentIds, since }),
        fetchesBySdk(db, { environmentIds, since }),
        eventCounts(db, { environmentIds, since }),
        latestRevisions(db, { configurationIds: rows.map(({ id }) => id) }),
      ])
    : [[], [], [], []]

  const levelsOf = levelsAmong(rows, levelOf)
  const cells = environments.map((environment) => {
    const levels = levelsOf(environment)
    const effective = effectiveOf(levels)
    const mine = <T extends { environmentId: string }>(all: T[]) =>
      all.filter((one) => one.environmentId === environment.environmentId)
    const [own, seen] = [mine(clients), mine(sdks)]
    const total = (pick: (one: (typeof own)[number]) => boolean) =>
      own.filter(pick).reduce((sum, one) => sum + one.clients, 0)
    const count = (kind: string) => mine(events).find((event) => event.kind === kind)?.events ?? 0
    return {
      ...environment,
      mayPublish: roleMay(roleIn(staff, environment.companyId), 'prompt.publish'),
      ...answerNow(effective.content, now),
      source: effective.source,
      isStopped: effective.isStopped,
      isReadable: effective.isReadable,
      isSetHere: levels.app?.content != null,
      ownRevision: levels.app?.revision ?? 0,
      clients: total(() => true),
      clientsCurrent: total(({ revision }) => revision === effective.revision),
      /** Counts only clients on the effective revision: an older revision's answers say nothing about it. */
      clientsOn: total(({ revision, value }) => revision === effective.revision && value === 'on'),
      sdkVersions: seen.map(({ sdkVersion }) => sdkVersion).filter(Boolean),
      lastFetchAt: latestOf(seen.map(({ lastAt }) => lastAt)),
      displayed: count('displayed'),
      accepted: count('accepted'),
      changedAt: effective.updatedAt?.toISOString(),
      changedBy: latest.find(
        (one) => revisionOf({ configurationId: one.configurationId, revision: one.number }) === effective.revision,
      )?.authorName,
    }
  })
  return { cells, levels: levelSummaries(rows, cells), windowDays }
})

export type Matrix = Awaited<ReturnType<typeof promptMatrix>>
export type MatrixCell = Matrix['cells'][number]

const latestOf = (times: Date[]) =>
  times.length ? new Date(Math.max(...times.map((time) => new Date(time).getTime()))).toISOString() : undefined

type Row = Awaited<ReturnType<typeof allConfigurations>>[number]

/** The platform and each company with its own configuration, for the quick action above the matrix. */
function levelSummaries(rows: Row[], cells: { companyId: string; companyName: string }[]) {
  const names = new Map(cells.map(({ companyId, companyName }) => [companyId, companyName]))
  return rows.flatMap(({ scopeKind, environmentName, companyId, revision, content }) => {
    if (scopeKind === 'app' || (companyId && !names.has(companyId))) return []
    const set = contentIn(content)
    const isStop = set !== null && !set.isOn && set.stopsBelow
    return [
      {
        scopeKind,
        environmentName,
        companyId,
        name: companyId ? (names.get(companyId) ?? '') : 'Platform',
        revision,
        isStop,
      },
    ]
  })
}
