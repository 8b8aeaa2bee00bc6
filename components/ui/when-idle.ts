/** Runs `act` when the browser is idle, or at once if the browser can't report that. */
export function whenIdle(act: () => void) {
  if (!('requestIdleCallback' in window)) return act()
  const asked = requestIdleCallback(act, { timeout: 2_000 })
  return () => cancelIdleCallback(asked)
}
