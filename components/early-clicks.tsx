/** Inlined into the page as text, so it must not use anything from its module. */
function keepEarlyClick() {
  // React adds this key to each element it hydrates. Before that, nothing handles a click on the element.
  const isTakenUp = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))
  let waiting = 0
  function press({ target, detail }: MouseEvent) {
    clearTimeout(waiting)
    const button = target instanceof Element ? target.closest('button[type="button"]') : null
    if (!button || isTakenUp(button)) return
    let looks = 0
    let taken = 0
    function look() {
      if (!button?.isConnected || looks++ === 200) return
      taken = isTakenUp(button) ? taken + 1 : 0
      // React hydrates a clicked element at once if it can, and then handles the click itself.
      if (taken && looks === 1) return
      // On the first check, React may still be hydrating the elements around it.
      if (taken > 1) button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
      else waiting = window.setTimeout(look, 50)
    }
    waiting = window.setTimeout(look)
  }
  // Capture it: if React can't hydrate the element yet, it stops the click on its way down.
  addEventListener('click', press, true)
}

/** Replays the last click on a button made before hydration, for up to ten seconds. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepEarlyClick.toString()})()`}
    </script>
  )
}
