import { z } from 'zod'
import { eventsByDay, eventsByRevision, registeredAfterAccepting } from '@/db/queries/prompts/prompt-events'
import { clientsByRevision, fetchesByRevision, fetchesBySdk } from '@/db/queries/prompts/prompt-fetches'
import { promptEnvironments } from '@/db/queries/prompts/prompt-places'
import { pageOfRevisions } from '@/db/queries/prompts/prompt-revisions'
import { allConfigurations } from '@/db/queries/prompts/prompts'
import { promptEventKinds } from '@/db/schema/prompts'
import { query } from '@/lib/command'
import { sentenceCase } from '@/lib/format/sentence-case'
import { inEnvironment } from '@/lib/scope'
import { promptQuery } from './levels/at-place'
import { effectiveOf, noRevision } from './levels/effective'
import { levelsAmong } from './levels/levels'
import { levelOf, levelsAt } from './levels/stored'
import { windowDays } from './window-days'

export const funnelSteps = ['eligible', ...promptEventKinds, 'registered'] as const
export type FunnelStep = (typeof funnelSteps)[number]
export type Funnel = { revision: string; label: string; counts: Record<FunnelStep, number> }

const daysMax = 90

/** The results of each revision and of each day, with the days on which revisions were saved. */
export const promptResults = query(
  'prompt.read',
  inEnvironment({ days: z.int().min(1).max(daysMax).default(30) }),
  async ({ db, scope, input }) => {
    const { environmentId } = input
    const since = new Date(Date.now() - input.days * 86_400_000)
    const [fetches, events, registered, days, rows] = await Promise.all([
      fetchesByRevision(db, { environmentId, since }),
      eventsByRevision(db, { environmentId, since }),
      registeredAfterAccepting(db, { environmentId, since }),
      eventsByDay(db, { environmentId, since }),
      allConfigurations(db),
    ])
    const mine = rows.filter(
      (row) =>
        row.environmentName === scope.environmentName &&
        (row.scopeKind === 'platform' ||
          (row.scopeKind === 'company' && row.companyId === scope.companyId) ||
          row.appId === scope.appId),
    )
    const labels = new Map(mine.map((row) => [row.id, row.scopeKind]))
    const marks = (
      await Promise.all(mine.map(({ id }) => pageOfRevisions(db, { configurationId: id, limit: 30 })))
    ).flat()
    const revisions = new Set([
      ...fetches.map(({ revision }) => revision),
      ...events.map(({ revision }) => revision ?? ''),
    ])
    const funnels = [...revisions].filter(isRevisionOf(mine)).map((revision): Funnel => {
      const count = (kind: string) =>
        events.find((event) => event.revision === revision && event.kind === kind)?.events ?? 0
      const eligible = fetches
        .filter((fetch) => fetch.revision === revision && fetch.value === 'on')
        .reduce((sum, fetch) => sum + fetch.fetches, 0)
      const counts = Object.fromEntries(promptEventKinds.map((kind) => [kind, count(kind)]))
      return {
        revision,
        label: labelOf(revision, labels),
        counts: {
          ...(counts as Record<(typeof promptEventKinds)[number], number>), // every kind was mapped above
          eligible,
          registered: registered.find((one) => one.revision === revision)?.customers ?? 0,
        },
      }
    })
    return {
      funnels: funnels
        .filter(({ counts }) => Object.values(counts).some((count) => count > 0))
        .sort((a, b) => b.label.localeCompare(a.label, 'en', { numeric: true })),
      days,
      marks: marks
        .filter(({ createdAt }) => createdAt >= since)
        .map(({ configurationId, number, createdAt, authorName }) => ({
          day: createdAt.toISOString().slice(0, 10),
          label: labelOf(`${configurationId}:${number}`, labels),
          authorName,
        })),
    }
  },
)

export type PromptResults = Awaited<ReturnType<typeof promptResults>>

/** Phones report the revision they had. A revision that never existed has no results. */
function isRevisionOf(configurations: { id: string; revision: number }[]) {
  const newest = new Map(configurations.map(({ id, revision }) => [id, revision]))
  return (text: string) => {
    if (text === noRevision) return true
    const [id = '', number = ''] = text.split(':')
    return /^[1-9]\d*$/.test(number) && Number(number) <= (newest.get(id) ?? 0)
  }
}

function labelOf(revision: string, labels: Map<string, string>) {
  const [id = '', number = ''] = revision.split(':')
  const scope = labels.get(id)
  return scope ? `${sentenceCase(scope)} revision ${number}` : 'Not configured'
}

/** Counts for each app below the place its recent clients, and how many of them fetched the effective configuration. */
export const promptPropagation = promptQuery('prompt.read', {}, async ({ db, place, staff }) => {
  const environments = await promptEnvironments(db, { ...place, companyIds: staff.companyIds })
  if (environments.length === 0) return { apps: [], windowDays }
  const environmentIds = environments.map(({ environmentId }) => environmentId)
  const since = new Date(Date.now() - windowDays * 86_400_000)
  const [levels, rows, clients, fetches] = await Promise.all([
    levelsAt(db, place),
    allConfigurations(db),
    clientsByRevision(db, { environmentIds, since }),
    fetchesBySdk(db, { environmentIds, since }),
  ])
  const here = effectiveOf(levels)
  const levelsOf = levelsAmong(rows, levelOf)
  const apps = environments.map((environment) => {
    const effective = effectiveOf(levelsOf(environment))
    const own = clients.filter(({ environmentId }) => environmentId === environment.environmentId)
    const sum = (pick: (one: (typeof own)[number]) => number) => own.reduce((total, one) => total + pick(one), 0)
    const isCurrent = ({ revision }: (typeof own)[number]) => revision === effective.revision
    const seenAt = fetches
      .filter(({ environmentId }) => environmentId === environment.environmentId)
      .map(({ lastAt }) => new Date(lastAt).getTime())
    return {
      environmentId: environment.environmentId,
      name: environment.appName,
      companyName: environment.companyName,
      /** False if a level below this place has its own configuration, which its clients fetch instead. */
      isFromHere: effective.revision === here.revision,
      clients: sum((one) => one.clients),
      received: sum((one) => (isCurrent(one) ? one.clients : 0)),
      byStream: sum((one) => (isCurrent(one) ? one.streaming : 0)),
      lastSeenAt: seenAt.length ? new Date(Math.max(...seenAt)).toISOString() : undefined,
      changedAt: effective.updatedAt?.toISOString(),
    }
  })
  return { apps, windowDays }
})
