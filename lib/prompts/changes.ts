import type { PromptContent } from './content'
import { partLabel, partWords } from './part-words'
import { type Parts, partsOf, stable } from './parts'

export type Change = {
  path: string
  label: string
  /** In words; undefined: it was not there. */
  before: string | undefined
  after: string | undefined
}

/** Every part that differs, in the order in which the page shows them. */
export function changedPaths(before: Parts, after: Parts): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => stable(before.get(path)) !== stable(after.get(path))).sort(byPlace)
}

export function changesBetween(before: PromptContent | null, after: PromptContent | null): Change[] {
  const [from, to] = [partsOf(before), partsOf(after)]
  const lists = [...(before?.lists ?? []), ...(after?.lists ?? [])]
  return changedPaths(from, to)
    .filter((path) => path !== 'ruleOrder' || isReordered(before, after))
    .map((path) => ({
      path,
      label: partLabel(path, to.get(path) ?? from.get(path)),
      before: from.has(path) ? partWords(path, from.get(path), lists) : undefined,
      after: to.has(path) ? partWords(path, to.get(path), lists) : undefined,
    }))
}

/** A rule added or removed is told as that; the order only where rules that were there before changed places. */
function isReordered(before: PromptContent | null, after: PromptContent | null): boolean {
  const [was, is] = [before, after].map((content) => content?.rules.map(({ id }) => id) ?? [])
  const common = (order: string[] = [], other: string[] = []) => order.filter((id) => other.includes(id)).join()
  return common(was, is) !== common(is, was)
}

/** Less than before for everybody: that needs no second thoughts. */
export function isOnlyTurningOff(before: PromptContent | null, after: PromptContent | null): boolean {
  if (!before || !after || after.isOn) return false
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
