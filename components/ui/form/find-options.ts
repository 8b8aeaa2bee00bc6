import { hasWords } from '@/lib/text/has-words'
import type { SelectOption } from './select-list'

/** Returns options with every typed word in their label or in an alternative name, which is then shown. */
export function optionsFound(options: readonly SelectOption[], typed = ''): readonly SelectOption[] {
  if (!typed.trim()) return options
  return options.flatMap((option) => {
    if (hasWords(`${option.label} ${option.hint ?? ''}`, typed)) return [option]
    const other = option.alsoCalled?.find((name) => hasWords(name, typed))
    return other ? [{ ...option, hint: option.hint ?? `Also called ${other}` }] : []
  })
}
