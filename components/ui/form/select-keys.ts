/** Returns the index that an arrow, Home, or End leads to, or undefined for other keys. */
export function stepOf(key: string, now: number, count: number) {
  if (key === 'ArrowDown') return Math.min(now + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(now - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}

/** Keys within this time of each other form one word. */
const wordMs = 500

/**
 * Returns the index of the option that starts with the typed text. Repeating one letter moves to the next option with
 * it.
 */
export function optionTyped(
  key: string,
  typed: { text: string; at: number },
  options: readonly { label: string }[],
  now: number,
) {
  if (key.length !== 1 || (key === ' ' && Date.now() - typed.at >= wordMs)) return undefined
  typed.text = Date.now() - typed.at < wordMs ? typed.text + key.toLowerCase() : key.toLowerCase()
  typed.at = Date.now()
  const isOneLetter = [...typed.text].every((letter) => letter === typed.text[0])
  const wanted = isOneLetter ? typed.text.charAt(0) : typed.text
  const from = isOneLetter ? now + 1 : now
  const order = options.map((_, index) => (from + index) % options.length)
  return order.find((index) => options[index]?.label.toLowerCase().startsWith(wanted))
}
