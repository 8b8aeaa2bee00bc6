'use client'

import { Check } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { floatingItem } from '@/components/ui/overlays/floating'
import { placeFloating } from '@/components/ui/overlays/place-floating'

export type SelectOption<Value extends string = string> = {
  value: Value
  label: string
  hint?: string
  /** Alternative names, matched while typing. */
  alsoCalled?: readonly string[]
}

type Props = {
  id: string
  anchor: RefObject<HTMLElement | null>
  options: readonly SelectOption[]
  chosen: number
  at: number
  setAt: (index: number | undefined) => void
  choose: (index: number) => void
  emptyText?: string
}

export function SelectList({ id, anchor, options, chosen, at, setAt, choose, emptyText }: Props) {
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const button = anchor.current
    const element = list.current
    if (!button || !element) return
    element.style.minWidth = `${button.offsetWidth}px`
    element.showPopover()
    const follow = () => placeFloating(element, button, { side: 'bottom', align: 'start', gapPx: 4 })
    follow()
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [anchor])

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label="Choices"
      tabIndex={-1}
      popover="manual"
      // Keep the focus on the button.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      className="inset-auto max-h-72 max-w-[min(32rem,calc(100vw-1rem))] overflow-y-auto rounded-surface border border-line-strong bg-raised p-1 text-text shadow-float transition-opacity starting:opacity-0"
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the button's, which keeps the focus
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          data-highlighted={index === at ? '' : undefined}
          onPointerMove={() => index !== at && setAt(index)}
          onClick={() => choose(index)}
          className={classNames(floatingItem, 'wrap-anywhere')}
        >
          <Check aria-hidden className={index === chosen ? undefined : 'invisible'} />
          <span className="flex min-w-0 flex-col">
            <span>{option.label}</span>
            {option.hint && <span className="max-w-72 text-faint text-sm">{option.hint}</span>}
          </span>
        </div>
      ))}
      {options.length === 0 && <p className="px-2 py-1.5 text-faint">{emptyText}</p>}
    </div>
  )
}
