import type { RefObject } from 'react'

type Props = {
  ref: RefObject<HTMLInputElement | null>
  name: string
  value: string
  disabled: boolean | undefined
  /** False where there is no such choice. */
  take: (value: string) => boolean
}

/** What a list has chosen, as a field of its form: it says when it changes, and can be written like any other. */
export function HiddenChoice({ ref, name, value, disabled, take }: Props) {
  return (
    <input
      ref={ref}
      type="hidden"
      name={name}
      value={value}
      disabled={disabled}
      onInput={({ currentTarget }) => {
        if (!take(currentTarget.value)) currentTarget.value = value
      }}
    />
  )
}
