/** Once the browser has nothing better to do. Not every browser says when that is. */
export function whenIdle(act: () => void) {
  if (!('requestIdleCallback' in window)) return act()
  const asked = requestIdleCallback(act, { timeout: 2_000 })
  return () => cancelIdleCallback(asked)
}
