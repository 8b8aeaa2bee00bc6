import type { Db } from '@/db/client'
import { recentClients } from '@/db/queries/prompts/prompt-fetches'
import { promptEnvironments } from '@/db/queries/prompts/prompt-places'
import { allConfigurations, type PromptPlace } from '@/db/queries/prompts/prompts'
import type { PromptContent } from '@/lib/prompts/content/content'
import { stable } from '@/lib/prompts/content/parts'
import { compilePrompt } from '@/lib/prompts/evaluation/compile'
import { readContext } from '@/lib/prompts/evaluation/context'
import { evaluate, shareAt } from '@/lib/prompts/evaluation/evaluate'
import { type Effective, effectiveOf, type Levels } from '@/lib/prompts/levels/effective'
import { levelsAmong } from '@/lib/prompts/levels/levels'
import { levelOf, membersOf } from '@/lib/prompts/levels/stored'
import { windowDays } from '@/lib/prompts/window-days'

const clientsPerAppMax = 5_000
const clientsMax = 20_000

export type Impact = {
  /** Apps whose customers would begin to be asked, no longer be asked, or be asked differently. */
  gained: string[]
  lost: string[]
  changed: string[]
  clients: {
    seen: number
    before: number
    after: number
    gained: number
    lost: number
    isSample: boolean
    windowDays: number
  }
  olderSdk: number
}

type Change = { place: PromptPlace; content: PromptContent | null }
type Asked = {
  now: Date
  /** The companies that the caller may see. */
  companyIds: readonly string[] | 'all'
}

/** Estimates who would notice if this place had that content, by evaluating it for recent clients. */
export async function impactOf(db: Db, { place, content, ...asked }: Change & Asked): Promise<Impact> {
  const [one] = await withImpact(db, { changes: [{ place, content }], ...asked })
  if (!one) throw new Error('one change has one impact')
  return one.impact
}

/** The same for several changes in one environment, which share the limit of examined clients. */
export async function withImpact<Each extends Change>(
  db: Db,
  { changes, now, companyIds }: { changes: Each[] } & Asked,
): Promise<(Each & { impact: Impact })[]> {
  const [first] = changes
  if (!first) return []
  const { environmentName, companyId } = first.place
  const [environments, rows] = await Promise.all([
    promptEnvironments(db, { ...(changes.length === 1 ? first.place : { environmentName, companyId }), companyIds }),
    allConfigurations(db),
  ])
  const known = new Map<string, ReadonlySet<string>>()
  const levelsOf = levelsAmong(rows, levelOf)
  const done: (Each & { impact: Impact })[] = []
  for (const change of changes) {
    const left = clientsMax - done.reduce((sum, { impact }) => sum + impact.clients.seen, 0)
    const touched = environments.filter(isIn(change.place))
    const impact = await impactAmong(db, { change, environments: touched, levelsOf, now, known, left })
    done.push({ ...change, impact })
  }
  return done
}

type Environment = Awaited<ReturnType<typeof promptEnvironments>>[number]

const isIn =
  ({ companyId, appId }: PromptPlace) =>
  (environment: Environment) =>
    (!companyId || environment.companyId === companyId) && (!appId || environment.appId === appId)

type Among = {
  change: Change
  environments: Environment[]
  levelsOf: (environment: Environment) => Levels
  now: Date
  /** Members of customer lists, read once for all apps. */
  known: Map<string, ReadonlySet<string>>
  /** How many more clients may be examined. */
  left: number
}

async function impactAmong(db: Db, { change, environments, levelsOf, left, ...given }: Among) {
  const { now } = given
  const since = new Date(now.getTime() - windowDays * 86_400_000)
  const impact: Impact = {
    gained: [],
    lost: [],
    changed: [],
    clients: { seen: 0, before: 0, after: 0, gained: 0, lost: 0, isSample: false, windowDays },
    olderSdk: 0,
  }
  for (const environment of environments) {
    const levels = levelsOf(environment)
    const [before, after] = [effectiveOf(levels), effectiveOf(withContent(levels, change))]
    if (stable(before.content) === stable(after.content)) continue
    const [wasOn, isOn] = [asksSomebody(before.content, now), asksSomebody(after.content, now)]
    impact[wasOn === isOn ? 'changed' : isOn ? 'gained' : 'lost'].push(environment.appName)
    const limit = Math.min(left - impact.clients.seen, clientsPerAppMax)
    if (limit <= 0) impact.clients.isSample = true
    else await countClients(db, { impact, environment, before, after, since, limit, ...given })
  }
  return impact
}

type Count = Pick<Among, 'now' | 'known'> & {
  impact: Impact
  environment: Environment
  before: Effective
  after: Effective
  since: Date
  limit: number
}

async function countClients(db: Db, { impact, environment, before, after, since, now, limit, known }: Count) {
  const clients = await recentClients(db, { environmentId: environment.environmentId, since, limit })
  if (clients.length === 0) return
  const { companyId } = environment
  const members = await membersOf(db, { contents: [before.content, after.content], companyId, known })
  const [was, is] = [before, after].map(({ content, revision }) => compilePrompt(content, revision, members))
  if (!was || !is) return
  const { clients: count } = impact
  if (clients.length === limit) count.isSample = true
  for (const { targetingKey, context } of clients) {
    const asked = readContext({ ...context, targetingKey })
    const [old, next] = [
      evaluate(was, { context: asked, now: now.getTime() }),
      evaluate(is, { context: asked, now: now.getTime() }),
    ]
    const [wasAsked, isAsked] = ['value' in old && old.value, 'value' in next && next.value]
    count.seen += 1
    count.before += Number(wasAsked)
    count.after += Number(isAsked)
    count.gained += Number(isAsked && !wasAsked)
    count.lost += Number(wasAsked && !isAsked)
    impact.olderSdk += Number(next.decidedBy === 'sdk')
  }
}

/** Whether anyone at all is asked at that time. */
export function asksSomebody(content: PromptContent, now: Date): boolean {
  const compiled = compilePrompt(content, '')
  const { startsAt, endsAt } = compiled
  const at = now.getTime()
  if (!content.isOn || (startsAt !== undefined && at < startsAt) || (endsAt !== undefined && at >= endsAt)) return false
  return shareAt(compiled, at) > 0 || content.rules.some(({ share }) => share > 0)
}

function withContent(levels: Levels, { place: { scopeKind }, content }: Change): Levels {
  const known = levels[scopeKind] ?? { configurationId: '', scopeKind, revision: 0, updatedAt: new Date() }
  return { ...levels, [scopeKind]: { ...known, content, isReadable: true } }
}
