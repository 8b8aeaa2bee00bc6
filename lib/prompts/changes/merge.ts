import type { PromptContent } from '@/lib/prompts/content/content'
import { contentOf, type Parts, partsOf, stable } from '@/lib/prompts/content/parts'
import { changedPaths } from './changes'

export type Merged = { content: PromptContent | null; conflicts: string[] }

type Ways = Record<'base' | 'mine' | 'theirs', PromptContent | null> & {
  /** What the level inherits. If both sides customized it, their changes are relative to this. */
  inherited?: PromptContent
}

/** Merges what two people changed from the same base. `conflicts` are the parts that both changed differently. */
export function mergeContents(ways: Ways): Merged {
  const { mine, theirs } = ways
  const [from, own, other] = [startOf(ways), partsOf(mine), partsOf(theirs)]
  const [ownPaths, otherPaths] = [changedPaths(from, own), changedPaths(from, other)]
  if (ownPaths.includes('inherits') !== otherPaths.includes('inherits') && ownPaths.length > 0 && otherPaths.length > 0)
    return { content: theirs, conflicts: ['inherits'] }
  const merged = new Map(other)
  const conflicts: string[] = []
  for (const path of ownPaths) {
    const value = own.get(path)
    if (path === 'ruleOrder') continue
    if (otherPaths.includes(path) && stable(other.get(path)) !== stable(value)) conflicts.push(path)
    else if (own.has(path)) merged.set(path, value)
    else merged.delete(path)
  }
  const orders = [from, own, other].map((parts) => (parts.get('ruleOrder') ?? []) as string[]) // partsOf puts ids there
  const order = mergeOrders(orders[0] ?? [], orders[1] ?? [], orders[2] ?? [])
  if (order) merged.set('ruleOrder', order)
  else conflicts.push('ruleOrder')
  return { content: conflicts.length ? theirs : contentOf(merged), conflicts }
}

/** Merges both sides, and takes the preferred side of each conflict. */
export function resolveContents({ prefer, ...ways }: Ways & { prefer: 'mine' | 'theirs' }): PromptContent | null {
  const { mine, theirs } = ways
  const { content, conflicts } = mergeContents(ways)
  if (conflicts.length === 0) return content
  if (conflicts.includes('inherits')) return prefer === 'mine' ? mine : theirs
  const [from, own, other] = [startOf(ways), partsOf(mine), partsOf(theirs)]
  const merged = new Map(other)
  for (const path of changedPaths(from, own)) {
    if (conflicts.includes(path) && prefer === 'theirs') continue
    if (own.has(path)) merged.set(path, own.get(path))
    else merged.delete(path)
  }
  const [first, second] = prefer === 'mine' ? [own, other] : [other, own]
  const ids = [first, second].flatMap((parts) => (parts.get('ruleOrder') ?? []) as string[]) // partsOf puts ids there
  merged.set(
    'ruleOrder',
    [...new Set(ids)].filter((id) => merged.has(`rules.${id}`)),
  )
  return contentOf(merged)
}

/** The common base. On a newly customized level, on/off counts as changed by both, so that no one undoes a turn-off. */
function startOf({ base, mine, theirs, inherited }: Ways): Parts {
  const isTakenOver = base === null && mine !== null && theirs !== null && inherited !== undefined
  const parts = partsOf(isTakenOver ? inherited : base)
  if (isTakenOver) for (const path of ['isOn', 'stopsBelow']) parts.delete(path)
  return parts
}

/** Merges the added and removed rules of both sides. Two new orders of the same rules can't be merged. */
function mergeOrders(base: string[], mine: string[], theirs: string[]): string[] | undefined {
  if (stable(mine) === stable(base) || stable(mine) === stable(theirs)) return theirs
  if (stable(theirs) === stable(base)) return mine
  const kept = base.filter((id) => mine.includes(id) && theirs.includes(id))
  const keptIn = (order: string[]) => order.filter((id) => kept.includes(id))
  if (stable(keptIn(mine)) !== stable(kept) || stable(keptIn(theirs)) !== stable(kept)) return undefined
  const merged = theirs.filter((id) => mine.includes(id) || !base.includes(id))
  for (const [index, id] of mine.entries()) {
    if (merged.includes(id) || base.includes(id)) continue
    const before = mine.slice(0, index).findLast((other) => merged.includes(other))
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, id)
  }
  return merged
}
