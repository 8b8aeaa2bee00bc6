/** Keeps both ends of a long ID, because both identify it. */
export function middleCut(text: string, { start = 8, end = 6 }: { start?: number; end?: number } = {}) {
  const characters = [...text]
  if (characters.length <= start + end + 1) return text
  return [...characters.slice(0, start), '…', ...characters.slice(-end)].join('')
}
