import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** This field's messages in FormState.fields. */
  errors?: string[]
  isLabelHidden?: boolean
  isOptional?: boolean
  className?: string
}

type Described = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** Label, hint, and error of one control. `children` gets the attributes that connect them. */
export function Field({
  id,
  label,
  hint,
  errors,
  isLabelHidden,
  isOptional,
  className,
  children,
}: FieldProps & { id: string; children: (described: Described) => ReactNode }) {
  const hasErrors = Boolean(errors?.length)
  const describedBy = [hint && `${id}-hint`, hasErrors && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'w-fit cursor-default font-medium text-text'}>
        {label}
        {isOptional && <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': hasErrors || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-faint text-sm">
          {hint}
        </p>
      )}
      {hasErrors && <FieldErrorList id={`${id}-error`} errors={errors} />}
    </div>
  )
}

export function FieldErrorList({ id, errors = [] }: { id: string; errors?: string[] }) {
  return (
    <p id={id} className="text-danger-text text-sm">
      {errors.join(' ')}
    </p>
  )
}

export const controlStyles =
  'w-full min-w-0 rounded-control border border-line-control bg-raised px-2.5 text-base text-text transition-colors hover:border-neutral-7 focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-neutral-3 disabled:text-faint'
