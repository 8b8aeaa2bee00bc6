type Place = { side: 'top' | 'bottom'; align: 'start' | 'center'; gapPx: number }

const marginPx = 8

/** Places an element beside its anchor, on the other side if there is no room, and always inside the window. */
export function placeFloating(floating: HTMLElement, anchor: HTMLElement, { side, align, gapPx }: Place) {
  const at = anchor.getBoundingClientRect()
  const { width, height } = floating.getBoundingClientRect()
  const above = at.top - gapPx - height
  const below = at.bottom + gapPx
  const hasRoomAbove = above >= marginPx
  const hasRoomBelow = below + height <= innerHeight - marginPx
  const isAbove = side === 'top' ? hasRoomAbove || !hasRoomBelow : !hasRoomBelow && hasRoomAbove
  const left = align === 'start' ? at.left : at.left + (at.width - width) / 2
  floating.style.top = `${Math.max(marginPx, isAbove ? above : below)}px`
  floating.style.left = `${Math.max(marginPx, Math.min(left, innerWidth - width - marginPx))}px`
}
