/** Whether the text contains every typed word, ignoring case, accents, and separators. */
export function hasWords(text: string, typed: string): boolean {
  const own = plain(text)
  return plain(typed)
    .split(' ')
    .every((word) => own.includes(word))
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_/]+/g, ' ')
    .trim()
