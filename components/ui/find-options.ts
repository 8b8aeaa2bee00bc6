import type { SelectOption } from './select'

/** Those that have every typed word, in their label or in another name of theirs, which is then said. */
export function optionsFound(options: readonly SelectOption[], typed: string | undefined): readonly SelectOption[] {
  const words = plain(typed ?? '')
    .split(' ')
    .filter(Boolean)
  if (words.length === 0) return options
  const hasAll = (name: string) => words.every((word) => plain(name).includes(word))
  return options.flatMap((option) => {
    if (hasAll(option.label)) return [option]
    const other = option.alsoCalled?.find(hasAll)
    return other ? [{ ...option, hint: option.hint ?? `Also called ${other}` }] : []
  })
}

/** Without case, accents, and what separates words. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_/]+/g, ' ')
    .trim()
