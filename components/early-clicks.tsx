/** Inlined into the page as text, so it must not use anything from its module. */
function keepEarlyClick() {
  // React adds this key to each element it hydrates. Before that, nothing handles a click on the element.
  const isTakenUp = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))
  let waiting = 0
  function press(event: MouseEvent) {
    clearTimeout(waiting)
    const { target, detail } = event
    const button = target instanceof Element ? target.closest('button[type="button"]') : null
    if (!button) return
    let isHandled = false
    // Runs after React's own listener on the document. React first hydrates the clicked element if it can; otherwise it
    // stops the click.
    const afterReact = () => {
      isHandled = !event.cancelBubble && isTakenUp(button)
    }
    document.addEventListener('click', afterReact, { capture: true, once: true })
    let looks = 0
    let taken = 0
    function look() {
      if (isHandled || !button?.isConnected || looks++ === 200) return
      taken = isTakenUp(button) ? taken + 1 : 0
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
