import type { ReactNode } from 'react'

/** What a checkbox and a switch have in common. */
export type BoxProps = {
  label: ReactNode
  hint?: ReactNode
  isLabelHidden?: boolean
  name?: string
  checked?: boolean
  defaultChecked?: boolean
  disabled?: boolean
  /** A tooltip, such as the reason why it’s disabled. */
  title?: string
  onCheckedChange?: (checked: boolean) => void
}

type Props = Pick<BoxProps, 'label' | 'hint' | 'isLabelHidden'> & { id: string; className?: string }

/** The label and hint beside a box. The box refers to the hint by its ID. */
export function BoxLabel({ id, label, hint, isLabelHidden, className }: Props) {
  return (
    <span className={isLabelHidden ? 'sr-only' : 'flex flex-col'}>
      <label htmlFor={id} className={className}>
        {label}
      </label>
      {hint && (
        <span id={`${id}-hint`} className="text-faint text-sm">
          {hint}
        </span>
      )}
    </span>
  )
}
