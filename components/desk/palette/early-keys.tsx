declare global {
  interface Window {
    pushdeskEarlyKeys?: { take: () => string[] | undefined }
  }
}

/**
 * Inlined into the page as text, so it must not use anything from its module. Keeps nothing until Ctrl+K is pressed.
 */
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

/** Opens the palette after hydration if Ctrl+K was pressed before, with the text typed since. */
export function EarlyKeys({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepEarlyKeys.toString()})()`}
    </script>
  )
}

export const takeEarlyKeys = () => window.pushdeskEarlyKeys?.take()
