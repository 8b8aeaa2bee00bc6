import type { Ref } from 'react'
import { TextField } from './text-field'

type Props = {
  /** What has to be typed. */
  wanted: string
  /** Said before the request, such as where it will count. */
  reason?: string
  value: string
  errors?: string[]
  ref?: Ref<HTMLInputElement>
  onValueChange(value: string): void
}

/** Letter for letter; what a paste brings along at the ends does not count. */
export const isTyped = (typed: string, wanted: string) => typed.trim() === wanted.trim()

/** The field of an act that wants more than a click. It belongs into a form, so that Enter confirms. */
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
