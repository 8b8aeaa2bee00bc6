import type { Db } from '@/db/client'
import { recentClients } from '@/db/queries/prompt-fetches'
import { promptEnvironments } from '@/db/queries/prompt-places'
import { allConfigurations, type PromptPlace } from '@/db/queries/prompts'
import { compilePrompt } from './compile'
import type { PromptContent } from './content'
import { readContext } from './context'
import { type Effective, effectiveOf, type Levels } from './effective'
import { evaluate, shareAt } from './evaluate'
import { levelsAmong } from './levels'
import { stable } from './parts'
import { levelOf, membersOf } from './stored'

export const windowDays = 7
const clientsPerAppMax = 5_000
const clientsMax = 20_000

export type Reach = {
  /** Apps whose customers begin to be asked, are no longer asked, or are asked differently. */
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

type ReachOf = {
  place: PromptPlace
  content: PromptContent | null
  now: Date
  /** Of the companies that the asker may see. */
  companyIds: readonly string[] | 'all'
}

/** Who would notice if this place had that content: by the evaluator itself, over the clients of the last days. */
export async function reachOf(db: Db, { place, content, now, companyIds }: ReachOf): Promise<Reach> {
  const [environments, rows] = await Promise.all([
    promptEnvironments(db, { ...place, companyIds }),
    allConfigurations(db),
  ])
  const levelsOf = levelsAmong(rows, levelOf)
  const since = new Date(now.getTime() - windowDays * 86_400_000)
  const reach: Reach = {
    gained: [],
    lost: [],
    changed: [],
    clients: { seen: 0, before: 0, after: 0, gained: 0, lost: 0, isSample: false, windowDays },
    olderSdk: 0,
  }
  const known = new Map<string, ReadonlySet<string>>()
  for (const environment of environments) {
    const levels = levelsOf(environment)
    const [before, after] = [effectiveOf(levels), effectiveOf(withContent(levels, place, content))]
    if (stable(before.content) === stable(after.content)) continue
    const [wasOn, isOn] = [asksSomebody(before.content, now), asksSomebody(after.content, now)]
    reach[wasOn === isOn ? 'changed' : isOn ? 'gained' : 'lost'].push(environment.appName)
    const left = clientsMax - reach.clients.seen
    if (left <= 0) reach.clients.isSample = true
    else
      await countClients(db, {
        reach,
        environment,
        before,
        after,
        since,
        now,
        known,
        limit: Math.min(left, clientsPerAppMax),
      })
  }
  return reach
}

type Count = {
  reach: Reach
  environment: { environmentId: string; companyId: string }
  before: Effective
  after: Effective
  since: Date
  now: Date
  limit: number
  /** Members of customer lists, read once for all apps. */
  known: Map<string, ReadonlySet<string>>
}

async function countClients(db: Db, { reach, environment, before, after, since, now, limit, known }: Count) {
  const clients = await recentClients(db, { environmentId: environment.environmentId, since, limit })
  if (clients.length === 0) return
  const { companyId } = environment
  const members = await membersOf(db, { contents: [before.content, after.content], companyId, known })
  const [was, is] = [before, after].map(({ content, revision }) => compilePrompt(content, revision, members))
  if (!was || !is) return
  const { clients: count } = reach
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
    reach.olderSdk += Number(next.decidedBy === 'sdk')
  }
}

/** Whether anybody at all is asked at that moment. */
export function asksSomebody(content: PromptContent, now: Date): boolean {
  const compiled = compilePrompt(content, '')
  const { startsAt, endsAt } = compiled
  const at = now.getTime()
  if (!content.isOn || (startsAt !== undefined && at < startsAt) || (endsAt !== undefined && at >= endsAt)) return false
  return shareAt(compiled, at) > 0 || content.rules.some(({ share }) => share > 0)
}

function withContent(levels: Levels, { scopeKind }: PromptPlace, content: PromptContent | null): Levels {
  const known = levels[scopeKind] ?? { configurationId: '', scopeKind, revision: 0, updatedAt: new Date() }
  return { ...levels, [scopeKind]: { ...known, content, isReadable: true } }
}
