import { hasWords } from '@/lib/text/has-words'
import type { SelectOption } from './select-list'

/** Those that have every typed word, in their label or in another name of theirs, which is then said. */
export function optionsFound(options: readonly SelectOption[], typed = ''): readonly SelectOption[] {
  if (!typed.trim()) return options
  return options.flatMap((option) => {
    if (hasWords(`${option.label} ${option.hint ?? ''}`, typed)) return [option]
    const other = option.alsoCalled?.find((name) => hasWords(name, typed))
    return other ? [{ ...option, hint: option.hint ?? `Also called ${other}` }] : []
  })
}
