declare global {
  interface Window {
    pushdeskEarlyKeys?: { take: () => string[] | undefined }
  }
}

/** Runs as it stands in the page, so it names nothing of its module. Undefined where Ctrl K was not pressed. */
function keepEarlyKeys() {
  let kept: string[] | undefined
  function press(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    const isOpener = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey
    if (!isOpener && (!kept || ctrlKey || metaKey || altKey || key === 'Tab')) return
    event.preventDefault()
    if (isOpener) kept ??= []
    else kept?.push(key)
  }
  addEventListener('keydown', press, true)
  window.pushdeskEarlyKeys = {
    take() {
      removeEventListener('keydown', press, true)
      return kept?.splice(0)
    },
  }
}

/** Ctrl K before the page's code is there: the palette opens as soon as it is, with what was typed since. */
export function EarlyKeys({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepEarlyKeys.toString()})()`}
    </script>
  )
}

export const takeEarlyKeys = () => window.pushdeskEarlyKeys?.take()
