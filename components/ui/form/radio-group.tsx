'use client'

import { useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { FieldErrorList } from './field'
import type { SelectOption } from './select-list'

type Props<Value extends string> = {
  label: string
  options: readonly SelectOption<Value>[]
  errors?: string[]
  name?: string
  value?: Value
  defaultValue?: Value
  onValueChange?: (value: Value) => void
  disabled?: boolean
  isLabelHidden?: boolean
  isInline?: boolean
}

export function RadioGroup<Value extends string>({
  label,
  options,
  errors,
  onValueChange,
  isLabelHidden,
  isInline,
  name,
  value,
  defaultValue,
  disabled,
}: Props<Value>) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </span>
      <div
        role="radiogroup"
        aria-labelledby={id}
        className={classNames('flex', isInline ? 'flex-wrap gap-4' : 'flex-col gap-2')}
      >
        {options.map((option) => (
          <span key={option.value} className="flex items-start gap-2">
            <input
              type="radio"
              id={`${id}-${option.value}`}
              name={name ?? id}
              value={option.value}
              disabled={disabled}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value })}
              onChange={() => onValueChange?.(option.value)}
              className="relative mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-control bg-raised transition-colors before:absolute before:-inset-1 checked:border-[5px] checked:border-accent checked:bg-on-accent hover:border-neutral-7 disabled:opacity-50"
            />
            <span className="flex flex-col">
              <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
              {option.hint && <span className="text-faint text-sm">{option.hint}</span>}
            </span>
          </span>
        ))}
      </div>
      {errors && errors.length > 0 && <FieldErrorList id={`${id}-error`} errors={errors} />}
    </div>
  )
}
