import { TextField } from './text-field'

type Props = {
  /** What has to be typed. */
  wanted: string
  /** Said before the request, such as where it will count. */
  reason?: string
  value: string
  errors?: string[]
  onValueChange(value: string): void
}

/** The field of an act that wants more than a click. Whoever renders it compares the two. */
export function TypeToConfirm({ wanted, reason, value, errors, onValueChange }: Props) {
  return (
    <TextField
      label={
        <>
          {reason && `${reason} `}Type <span className="break-all font-mono text-sm">{wanted}</span> to confirm
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
