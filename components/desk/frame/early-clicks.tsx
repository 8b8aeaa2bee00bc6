/** Inlined into the page as text, so it must not use anything from its module. */
function keepEarlyClick() {
  // React adds this key to each element it hydrates. Before that, nothing handles a click on the element.
  const isTakenUp = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))
  let waiting = 0
  addEventListener('click', ({ target, detail }) => {
    clearTimeout(waiting)
    const button = target instanceof Element ? target.closest('button[type="button"]') : null
    if (!button || isTakenUp(button)) return
    let looks = 200
    let taken = 0
    function look() {
      if (!button?.isConnected || looks-- === 0) return
      taken = isTakenUp(button) ? taken + 1 : 0
      // On the first check, React may still be hydrating the elements around it.
      if (taken > 1) button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
      else waiting = window.setTimeout(look, 50)
    }
    look()
  })
}

/** Replays the last click on a button made before hydration, for up to ten seconds. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepEarlyClick.toString()})()`}
    </script>
  )
}
