'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles, Field, type FieldProps } from './field'

type Props = FieldProps & Omit<ComponentProps<'input'>, 'className'> & { icon?: ReactNode; isMono?: boolean }

export function TextField({
  label,
  hint,
  errors,
  isLabelHidden,
  isOptional,
  className,
  icon,
  isMono,
  ...input
}: Props) {
  const ownId = useId()
  return (
    <Field {...{ label, hint, errors, isLabelHidden, isOptional, className }} id={input.id ?? ownId}>
      {(described) => (
        <span className="relative flex items-center">
          {icon && <span className="pointer-events-none absolute left-2.5 text-faint [&_svg]:size-3.5">{icon}</span>}
          <input
            type="text"
            {...input}
            {...described}
            className={classNames(controlStyles, 'h-8', Boolean(icon) && 'pl-8', isMono && 'font-mono text-sm')}
          />
        </span>
      )}
    </Field>
  )
}
