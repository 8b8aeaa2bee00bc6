/** Both ends of a long id, because both tell it apart. */
export function middleCut(text: string, { start = 8, end = 6 }: { start?: number; end?: number } = {}) {
  return text.length <= start + end + 1 ? text : `${text.slice(0, start)}…${text.slice(-end)}`
}
