'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles, Field, type FieldProps } from './field'
import { HiddenChoice } from './hidden-choice'
import { optionTyped, stepOf } from './select-keys'
import { SelectList, type SelectOption } from './select-list'
import { writeField } from './write-field'

type Props<Value extends string> = FieldProps & {
  options: readonly SelectOption<Value>[]
  name?: string
  value?: Value
  defaultValue?: Value
  onValueChange?: (value: Value) => void
  placeholder?: string
  disabled?: boolean
}

/** Selects one of a few options. The focus stays on the button; arrows, Home, End, and typing move through the list. */
export function Select<Value extends string>({
  options,
  placeholder,
  onValueChange,
  value,
  defaultValue,
  name,
  disabled,
  ...field
}: Props<Value>) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const hidden = useRef<HTMLInputElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [own, setOwn] = useState(defaultValue)
  const [at, setAt] = useState<number>()
  const shown = value ?? own
  const chosen = options.findIndex((option) => option.value === shown)
  const isOpen = at !== undefined

  function choose(index: number | undefined) {
    setAt(undefined)
    const next = index === undefined ? undefined : options[index]
    if (!next || next.value === shown) return
    if (hidden.current) writeField(hidden.current, next.value)
    else take(next.value)
  }

  function take(wanted: string) {
    const option = options.find(({ value }) => value === wanted)
    if (!option) return false
    setOwn(option.value)
    onValueChange?.(option.value)
    return true
  }

  function press(event: React.KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const now = at ?? Math.max(chosen, 0)
    const isChoice = event.key === 'Enter' || (event.key === ' ' && !isTyping(typed.current))
    const next = stepOf(event.key, now, options.length) ?? optionTyped(event.key, typed.current, options, now)
    if (event.key === 'Tab') return choose(at)
    const isLetter = event.key.length === 1
    if (event.key === 'Escape' ? !isOpen : next === undefined && !(isOpen && (isChoice || isLetter))) return
    event.preventDefault()
    // Keep a dialog around it open.
    event.stopPropagation()
    if (event.key === 'Escape') setAt(undefined)
    else if (isChoice) choose(at)
    else setAt(isOpen || isLetter ? (next ?? at) : now)
  }

  return (
    <Field {...field} id={id}>
      {(described) => (
        <>
          <button
            {...described}
            ref={anchor}
            type="button"
            role="combobox"
            disabled={disabled}
            aria-haspopup="listbox"
            aria-expanded={isOpen}
            aria-controls={isOpen ? `${id}-list` : undefined}
            aria-activedescendant={isOpen ? `${id}-${at}` : undefined}
            onClick={() => {
              anchor.current?.focus()
              setAt(isOpen ? undefined : Math.max(chosen, 0))
            }}
            onKeyDown={press}
            onBlur={() => setAt(undefined)}
            className={classNames(controlStyles, 'flex h-8 items-center justify-between gap-1 text-left')}
          >
            <span className={classNames('truncate', chosen < 0 && 'text-faint')}>
              {options[chosen]?.label ?? placeholder ?? shown}
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
          </button>
          {name && <HiddenChoice ref={hidden} value={shown ?? ''} {...{ name, disabled, take }} />}
          {isOpen && <SelectList {...{ id, options, chosen, at, setAt, choose }} anchor={anchor} />}
        </>
      )}
    </Field>
  )
}

const isTyping = ({ text, at }: { text: string; at: number }) => text !== '' && Date.now() - at < 500
