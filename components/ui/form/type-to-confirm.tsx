import type { Ref } from 'react'
import { TextField } from './text-field'

type Props = {
  /** The text to type. */
  wanted: string
  /** Shown before the request, for example where the action takes effect. */
  reason?: string
  value: string
  errors?: string[]
  ref?: Ref<HTMLInputElement>
  onValueChange(value: string): void
}

/** Must match exactly, except for spaces at the ends, which a paste may add. */
export const isTyped = (typed: string, wanted: string) => typed.trim() === wanted.trim()

/** The field for an action that needs more than a click. Put it in a form, so that Enter confirms. */
export function TypeToConfirm({ wanted, reason, value, errors, ref, onValueChange }: Props) {
  return (
    <TextField
      ref={ref}
      label={
        <>
          {reason && `${reason} `}Type <span className="wrap-anywhere font-mono text-sm">{wanted}</span> to confirm
        </>
      }
      value={value}
      errors={errors}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onValueChange(event.target.value)}
    />
  )
}
