'use client'

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId } from 'react'
import { classNames } from './class-names'
import { controlStyles, Field, type FieldProps } from './field'
import { floatingItem, floatingSurface } from './floating'

export type SelectOption<Value extends string = string> = { value: Value; label: string; hint?: string }

type Props<Value extends string> = FieldProps & {
  options: readonly SelectOption<Value>[]
  name?: string
  value?: Value
  defaultValue?: Value
  onValueChange?: (value: Value) => void
  placeholder?: string
  disabled?: boolean
  required?: boolean
}

export function Select<Value extends string>({
  options,
  placeholder,
  onValueChange,
  value,
  defaultValue,
  name,
  disabled,
  required,
  ...field
}: Props<Value>) {
  const id = useId()
  return (
    <Field {...field} id={id}>
      {(described) => (
        <Base.Root
          items={[...options]}
          {...{ name, disabled, required, value, defaultValue }}
          onValueChange={(next) => next !== null && onValueChange?.(next as Value)}
          modal={false}
        >
          <Base.Trigger
            {...described}
            className={classNames(controlStyles, 'flex h-8 items-center justify-between gap-2 text-left')}
          >
            <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60 outline-none">
              <Base.Popup
                className={classNames(
                  floatingSurface,
                  'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1',
                )}
              >
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={floatingItem}>
                    <span className="size-3.5">
                      <Base.ItemIndicator>
                        <Check aria-hidden />
                      </Base.ItemIndicator>
                    </span>
                    <span className="flex min-w-0 flex-col">
                      <Base.ItemText>{option.label}</Base.ItemText>
                      {option.hint && <span className="text-faint text-sm">{option.hint}</span>}
                    </span>
                  </Base.Item>
                ))}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
