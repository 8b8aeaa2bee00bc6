import type { OpenToast } from '@/components/ui/overlays/toast'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** The server accepts an undo for a few seconds longer. */
const undoMs = 30_000

export type Offered = { input: PlaceInput; revision: number }
export type Offer = {
  undoMs: number
  /** Whether no one has saved at that place since. */
  isOpenAt(input: PlaceInput): boolean
  close(): void
}
type Open = { left: Map<string, number>; close(): void }

const open = new Set<Open>()

/**
 * Shows an undo offer for as long as the server accepts it. A hovered toast would stay longer, and an undo after a
 * newer save would be refused.
 */
export function offerUntilOvertaken(offered: Offered[], show: (offer: Offer) => OpenToast) {
  for (const { input, revision } of offered) withdrawOvertaken(input, revision)
  const left = new Map(offered.map(({ input, revision }) => [keyOf(input), revision]))
  const one: Open = {
    left,
    close() {
      clearTimeout(timer)
      open.delete(one)
      shown.close()
    },
  }
  const shown = show({ undoMs, isOpenAt: (input) => left.has(keyOf(input)), close: one.close })
  const timer = setTimeout(one.close, undoMs)
  open.add(one)
}

/** Withdraws offers for earlier saves at a place, which can't be undone after this revision. */
export function withdrawOvertaken(input: PlaceInput, revision: number) {
  const key = keyOf(input)
  for (const one of open) {
    const own = one.left.get(key)
    if (own === undefined || own >= revision) continue
    one.left.delete(key)
    if (one.left.size === 0) one.close()
  }
}

function keyOf(input: PlaceInput) {
  const place = 'appId' in input ? input.appId : 'companyId' in input ? input.companyId : input.scope
  return `${input.environmentName} ${place}`
}
