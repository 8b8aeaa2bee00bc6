'use client'

import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { classNames } from './class-names'
import { FieldErrors } from './field'
import type { SelectOption } from './select'

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
  ...group
}: Props<Value>) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </span>
      <Base
        {...group}
        aria-labelledby={id}
        onValueChange={(value) => onValueChange?.(value as Value)}
        className={classNames('flex', isInline ? 'flex-wrap gap-4' : 'flex-col gap-2')}
      >
        {options.map((option) => (
          <span key={option.value} className="flex items-start gap-2">
            <Radio.Root
              id={`${id}-${option.value}`}
              value={option.value}
              className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-control bg-raised transition-colors hover:border-neutral-7 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
            </Radio.Root>
            <span className="flex flex-col">
              <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
              {option.hint && <span className="text-faint text-sm">{option.hint}</span>}
            </span>
          </span>
        ))}
      </Base>
      {errors && errors.length > 0 && <FieldErrors id={`${id}-error`} errors={errors} />}
    </div>
  )
}
