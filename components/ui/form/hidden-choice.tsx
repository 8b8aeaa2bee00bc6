import type { RefObject } from 'react'

type Props = {
  ref: RefObject<HTMLInputElement | null>
  name: string
  value: string
  disabled: boolean | undefined
  /** Returns false if there is no such option. */
  take: (value: string) => boolean
}

/** A list's choice as a field of its form. It fires input events and can be written like any other field. */
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
