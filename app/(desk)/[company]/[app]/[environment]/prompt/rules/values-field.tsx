'use client'

import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { FieldErrorList } from '@/components/ui/form/field'
import { Outside } from '@/components/ui/text/outside'
import { hasSeveral, valuesIn } from './typed-values'

type Props = {
  values: readonly string[]
  placeholder: string
  errors?: string[]
  /** Country and language codes. */
  areCodes?: boolean
  isUpperCase?: boolean
  /** Labels a value for display. */
  wordsOf?: (value: string) => string
  onChange: (values: string[]) => void
}

const same = (value: string) => value

/**
 * Several values as chips. Enter, comma, semicolon, or blur adds a value, Backspace removes the last, and paste adds
 * many.
 */
export function ValuesField({ values, placeholder, errors, areCodes, isUpperCase, wordsOf = same, onChange }: Props) {
  const [text, setText] = useState('')
  const id = useId()

  function add(typed: string) {
    const given = valuesIn(isUpperCase ? typed.toUpperCase() : typed, { areCodes })
    if (given.length) onChange([...new Set([...values, ...given])])
    setText('')
  }

  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-control border border-line-control bg-raised px-1.5 py-1 focus-within:border-accent has-aria-invalid:border-danger">
        {values.map((value) => (
          <span
            key={value}
            className={classNames(
              'flex h-6 min-w-0 items-center gap-0.5 rounded-sm bg-neutral-4 pr-0.5 pl-1.5 text-sm',
              wordsOf(value) === value && 'font-mono',
            )}
          >
            <Outside className="truncate">{wordsOf(value)}</Outside>
            <button
              type="button"
              aria-label={`Remove ${wordsOf(value)}`}
              onClick={() => onChange(values.filter((one) => one !== value))}
              className="flex size-6 items-center justify-center rounded-sm text-faint hover:text-text"
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        ))}
        <input
          id={id}
          aria-label="Values"
          aria-invalid={errors ? true : undefined}
          aria-describedby={errors ? `${id}-error` : undefined}
          value={text}
          placeholder={values.length ? '' : placeholder}
          onChange={(event) => (hasSeveral(event.target.value) ? add(event.target.value) : setText(event.target.value))}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text')
            // The input alone would drop the line breaks.
            if (!hasSeveral(pasted)) return
            event.preventDefault()
            const { selectionStart, selectionEnd } = event.currentTarget
            add(`${text.slice(0, selectionStart ?? 0)}${pasted}${text.slice(selectionEnd ?? text.length)}`)
          }}
          onBlur={() => add(text)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              add(text)
            }
            if (event.key === 'Backspace' && text === '') onChange(values.slice(0, -1))
          }}
          className="h-6 min-w-16 flex-1 bg-transparent px-1 font-mono text-sm outline-none"
        />
      </div>
      {errors && <FieldErrorList id={`${id}-error`} errors={errors} />}
    </div>
  )
}
