'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId } from 'react'
import { classNames } from './class-names'
import { controlStyles, Field, type FieldProps } from './field'
import { floatingItem, floatingSurface } from './floating'
import type { SelectOption } from './select'

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

/** A select with so many options that one types to find them. */
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
  const optionOf = (wanted: string | undefined) => options.find((option) => option.value === wanted)
  return (
    <Field {...field} id={id}>
      {(described) => (
        <Base.Root
          items={options}
          name={name}
          disabled={disabled}
          defaultValue={optionOf(defaultValue)}
          {...(value !== undefined && { value: optionOf(value) ?? null })}
          onValueChange={(next) => next && onValueChange?.(next.value)}
        >
          <span className="relative flex items-center">
            <Base.Input {...described} placeholder={placeholder} className={classNames(controlStyles, 'h-8 pr-8')} />
            <Base.Trigger aria-label="Show all" className="absolute right-1 flex size-6 items-center justify-center">
              <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
            </Base.Trigger>
          </span>
          <Base.Portal>
            <Base.Positioner sideOffset={4} className="z-60 outline-none">
              <Base.Popup
                className={classNames(floatingSurface, 'max-h-72 min-w-(--anchor-width) overflow-y-auto p-1')}
              >
                <Base.Empty className="px-2 text-faint [&:not(:empty)]:py-1.5">{emptyText}</Base.Empty>
                <Base.List>
                  {(option: SelectOption) => (
                    <Base.Item key={option.value} value={option} className={floatingItem}>
                      <span className="size-3.5">
                        <Base.ItemIndicator>
                          <Check aria-hidden />
                        </Base.ItemIndicator>
                      </span>
                      {option.label}
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
