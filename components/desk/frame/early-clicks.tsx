/** Runs as it stands in the page, so it names nothing of its module. */
function keepEarlyClick() {
  // React marks each element that it has taken up; until then nobody hears a click on it.
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
      // At the first look, React may still be at work on what is around it.
      if (taken > 1) button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
      else waiting = window.setTimeout(look, 50)
    }
    look()
  })
}

/** A click on a button before the page's code is there: the last one counts as soon as it is, for ten seconds. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepEarlyClick.toString()})()`}
    </script>
  )
}
