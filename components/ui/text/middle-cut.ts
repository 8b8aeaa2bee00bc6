/** Both ends of a long id, because both tell it apart. */
export function middleCut(text: string, { start = 8, end = 6 }: { start?: number; end?: number } = {}) {
  const characters = [...text]
  if (characters.length <= start + end + 1) return text
  return [...characters.slice(0, start), '…', ...characters.slice(-end)].join('')
}
