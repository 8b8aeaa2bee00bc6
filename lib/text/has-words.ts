/** Whether a text has every typed word somewhere, without case, accents, and what separates words. */
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
