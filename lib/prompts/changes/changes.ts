import type { PromptContent } from '@/lib/prompts/content/content'
import { type Parts, partsOf, stable } from '@/lib/prompts/content/parts'
import type { LocaleWords } from '@/lib/prompts/content/words'
import { type LabelContext, localeLines, partLabel, partSentence } from './part-labels'

export type PromptChange = {
  path: string
  label: string
  /** In words; undefined: it was not there. */
  before?: string | undefined
  after?: string | undefined
}

/** Every part that differs, in the order in which the page shows them. */
export function changedPaths(before: Parts, after: Parts): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => stable(before.get(path)) !== stable(after.get(path))).sort(byPlace)
}

type Inherited = {
  inherited: PromptContent
  /** Where it was another one when `base` was saved. */
  inheritedBefore?: PromptContent
}

/**
 * The difference that everything tells: the editor’s count, the review, the history, a comparison, an approval, a conflict
 * and the audit log. A place that inherits is told by what it inherits; otherwise every part that stays would be a change.
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

/** Of two contents, wherever they come from. */
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

/** A rule added or removed is told as that; the order only where rules that were there before changed places. */
function isReordered(before: PromptContent, after: PromptContent): boolean {
  const [was, is] = [before, after].map(({ rules }) => rules.map(({ id }) => id))
  const common = (order: string[] = [], other: string[] = []) => order.filter((id) => other.includes(id)).join()
  return common(was, is) !== common(is, was)
}

/** Less than before for everyone: that needs no second thoughts. */
export function isOnlyTurningOff(before: PromptContent | null, after: PromptContent | null): boolean {
  if (!before || !after || after.isOn) return false
  // Where a stop ends, what is set below asks again.
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
