'use client'

import { type ComponentProps, useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles, Field, type FieldProps } from './field'

type Props = FieldProps & Omit<ComponentProps<'textarea'>, 'className'> & { isMono?: boolean }

export function TextArea({ label, hint, errors, isLabelHidden, isOptional, className, isMono, ...area }: Props) {
  const ownId = useId()
  return (
    <Field {...{ label, hint, errors, isLabelHidden, isOptional, className }} id={area.id ?? ownId}>
      {(described) => (
        <textarea
          rows={3}
          {...area}
          {...described}
          className={classNames(controlStyles, 'block min-h-16 resize-y py-1.5', isMono && 'font-mono text-sm')}
        />
      )}
    </Field>
  )
}
