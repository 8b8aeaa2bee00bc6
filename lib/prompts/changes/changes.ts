import type { PromptContent } from '@/lib/prompts/content/content'
import { type Parts, partsOf, stable } from '@/lib/prompts/content/parts'
import type { LocaleWords } from '@/lib/prompts/content/words'
import { type LabelContext, localeLines, partLabel, partSentence } from './part-labels'

export type PromptChange = {
  path: string
  label: string
  /** In words; undefined if the part didn't exist. */
  before?: string | undefined
  after?: string | undefined
}

/** Returns the path of every part that differs, in the order of the page. */
export function changedPaths(before: Parts, after: Parts): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => stable(before.get(path)) !== stable(after.get(path))).sort(byPlace)
}

type Inherited = {
  inherited: PromptContent
  /** Set if it was different when `base` was saved. */
  inheritedBefore?: PromptContent
}

/**
 * Returns the difference as everything reports it: the editor's count, review, history, comparison, approval, conflict,
 * and audit log. A level that inherits is compared by what it inherits. Otherwise every part would count as changed.
 */
export function changesFrom(
  base: PromptContent | null,
  next: PromptContent | null,
  { inherited, inheritedBefore = inherited }: Inherited,
): PromptChange[] {
  const [from, to] = [partsOf(base), partsOf(next)]
  const isMoved = stable(from.get('inherits')) !== stable(to.get('inherits'))
  const origin: PromptChange = {
    path: 'inherits',
    label: partLabel('inherits', true, { rules: [] }),
    ...valuesOf('inherits', from, to, labelContextOf()),
  }
  return [...(isMoved ? [origin] : []), ...changesBetween(base ?? inheritedBefore, next ?? inherited)]
}

/** Compares two contents, wherever they come from. */
export function changesBetween(before: PromptContent, after: PromptContent): PromptChange[] {
  const [from, to] = [partsOf(before), partsOf(after)]
  const told = labelContextOf(after, before)
  return changedPaths(from, to)
    .filter((path) => path !== 'ruleOrder' || isReordered(before, after))
    .map((path) => ({
      path,
      label: partLabel(path, to.get(path) ?? from.get(path), told),
      ...valuesOf(path, from, to, told),
    }))
}

/** Lists and rules used to label parts. If several contents have rules, number them as in the first. */
export function labelContextOf(...contents: (PromptContent | null)[]): LabelContext {
  return {
    lists: contents.flatMap((content) => content?.lists ?? []),
    rules: contents.find((content) => content?.rules.length)?.rules ?? [],
  }
}

function valuesOf(path: string, from: Parts, to: Parts, told: LabelContext) {
  const [before, after] = [from.get(path), to.get(path)]
  if (path.startsWith('words.locales.') && before && after)
    return {
      before: localeLines(before as LocaleWords, after as LocaleWords), // partsOf puts words there
      after: localeLines(after as LocaleWords, before as LocaleWords),
    }
  return {
    before: from.has(path) ? partSentence(path, before, told) : undefined,
    after: to.has(path) ? partSentence(path, after, told) : undefined,
  }
}

/** An added or removed rule is its own change. The order counts only if rules on both sides changed places. */
function isReordered(before: PromptContent, after: PromptContent): boolean {
  const [was, is] = [before, after].map(({ rules }) => rules.map(({ id }) => id))
  const common = (order: string[] = [], other: string[] = []) => order.filter((id) => other.includes(id)).join()
  return common(was, is) !== common(is, was)
}

/** Whether the change only turns the prompt off, which needs no confirmation. */
export function isOnlyTurningOff(before: PromptContent | null, after: PromptContent | null): boolean {
  if (!before || !after || after.isOn) return false
  // When a forced-off level is released, the levels below ask again.
  if (before.stopsBelow && !after.stopsBelow) return false
  return changedPaths(partsOf(before), partsOf(after)).every((path) => path === 'isOn' || path === 'stopsBelow')
}

const order = [
  'inherits',
  'isOn',
  'stopsBelow',
  'rules',
  'ruleOrder',
  'rollout',
  'schedule',
  'askAgain',
  'sdkVersionMin',
  'words',
  'lists',
]
const byPlace = (a: string, b: string) => placeOf(a) - placeOf(b) || a.localeCompare(b)
const placeOf = (path: string) => order.indexOf(path.split('.')[0] ?? '')
