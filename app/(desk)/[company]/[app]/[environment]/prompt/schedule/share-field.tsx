'use client'

import { type CSSProperties, useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles, FieldErrorList } from '@/components/ui/form/field'
import { shareWhole } from '@/lib/prompts/content/share'
import styles from './share-field.module.css'

type Props = { label: string; share: number; errors?: string[]; onChange: (share: number) => void }

/** A slider for rough values and a number field for exact ones, in steps of 0.001%. */
export function ShareField({ label, share, errors, onChange }: Props) {
  const id = useId()
  // Keep the raw text until blur: an empty field isn't 0, and `4.` may become `4.2`.
  const [typed, setTyped] = useState<{ text: string; share: number }>()
  return (
    <span className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-2.5">
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={share / 1_000}
        aria-label={`${label}, slider`}
        onChange={(event) => onChange(Number(event.target.value) * 1_000)}
        style={{ '--share': `${share / 1_000}%` } as CSSProperties} // React's type has no custom properties
        className={`${styles.slider} h-6 min-w-24 flex-1`}
      />
      <span className="relative flex items-center">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={0}
          max={100}
          step={0.001}
          aria-label={label}
          aria-invalid={errors ? true : undefined}
          value={typed?.share === share ? typed.text : share / 1_000}
          onChange={({ target: { value } }) => {
            const next = value === '' ? share : Math.min(Math.max(Math.round(Number(value) * 1_000), 0), shareWhole)
            setTyped({ text: value, share: next })
            if (next !== share) onChange(next)
          }}
          onBlur={() => setTyped(undefined)}
          className={classNames(
            controlStyles,
            'h-8 w-20 appearance-none pr-7 text-right tabular-nums [-moz-appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none',
          )}
        />
        <span aria-hidden className="absolute right-2.5 text-faint">
          %
        </span>
      </span>
      {errors && <FieldErrorList id={`${id}-error`} errors={errors} />}
    </span>
  )
}
