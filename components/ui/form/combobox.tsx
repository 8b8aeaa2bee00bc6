'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles, Field, type FieldProps } from './field'
import { optionsFound } from './find-options'
import { HiddenChoice } from './hidden-choice'
import { stepOf } from './select-keys'
import { SelectList, type SelectOption } from './select-list'
import { writeField } from './write-field'

type Props = FieldProps & {
  options: readonly SelectOption[]
  name?: string
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  placeholder?: string
  emptyText?: string
  disabled?: boolean
}

/** A select with many options, found by typing. Clearing it means no choice. */
export function Combobox({
  options,
  name,
  value,
  defaultValue,
  onValueChange,
  placeholder,
  emptyText = 'Nothing matches.',
  disabled,
  ...field
}: Props) {
  const id = useId()
  const anchor = useRef<HTMLInputElement>(null)
  const hidden = useRef<HTMLInputElement>(null)
  const [own, setOwn] = useState(defaultValue)
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState<number>()
  const shown = value ?? own
  const label = options.find((option) => option.value === shown)?.label ?? ''
  const found = optionsFound(options, typed)
  const isOpen = at !== undefined
  const chosen = found.findIndex((option) => option.value === shown)

  function choose(index: number | undefined) {
    const next = index === undefined ? undefined : found[index]
    setAt(undefined)
    setTyped(undefined)
    if (next) give(next.value)
  }

  function give(value: string) {
    if (hidden.current) writeField(hidden.current, value)
    else take(value)
  }

  function take(wanted: string) {
    if (wanted && !options.some(({ value }) => value === wanted)) return false
    setOwn(wanted || undefined)
    if (wanted && wanted !== shown) onValueChange?.(wanted)
    return true
  }

  function leave() {
    if (typed === '') give('')
    setAt(undefined)
    setTyped(undefined)
  }

  function press(event: React.KeyboardEvent) {
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    if (!isArrow && !(isOpen && (event.key === 'Enter' || event.key === 'Escape'))) return
    event.preventDefault()
    // Keep a dialog around it open.
    event.stopPropagation()
    if (event.key === 'Enter') choose(at)
    else if (event.key === 'Escape') setAt(undefined)
    else setAt(isOpen ? stepOf(event.key, at, found.length) : Math.max(chosen, 0))
  }

  return (
    <Field {...field} id={id}>
      {(described) => (
        <span className="relative flex items-center">
          <input
            {...described}
            ref={anchor}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={placeholder}
            value={typed ?? label}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={isOpen ? `${id}-list` : undefined}
            aria-activedescendant={isOpen && found.length > 0 ? `${id}-${at}` : undefined}
            onClick={(event) => {
              // Typing replaces the choice, even if the focus stayed here after choosing.
              if (typed === undefined) event.currentTarget.select()
              setAt(Math.max(chosen, 0))
            }}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={press}
            onBlur={leave}
            className={classNames(controlStyles, 'h-8 pr-8')}
          />
          <ChevronsUpDown aria-hidden className="pointer-events-none absolute right-2.5 size-3.5 text-faint" />
          {name && <HiddenChoice ref={hidden} value={shown ?? ''} {...{ name, disabled, take }} />}
          {isOpen && (
            <SelectList {...{ id, anchor, chosen, at, setAt, choose, emptyText }} key={typed} options={found} />
          )}
        </span>
      )}
    </Field>
  )
}
