'use client'

import type { Route } from 'next'
import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { onDemand } from '@/components/ui/on-demand'
import { floatingItem } from './floating'
import { useMenuParts } from './menu-parts'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const MenuPanel = onDemand(() => import('./menu-panel').then((loaded) => loaded.MenuPanel))

type Props = {
  trigger: ReactElement
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  /** The trigger stays in place while the page scrolls, so the menu does too. */
  isSticky?: boolean
  children: ReactNode
}

export function Menu({ trigger, align = 'end', side = 'bottom', isSticky = false, children }: Props) {
  const anchor = useRef<HTMLElement>(null)
  const [isByKeyboard, setByKeyboard] = useState(false)
  const { isOpen, setOpen, wasOpened } = useOpening({})
  return (
    <>
      <Opener
        {...{ trigger, anchor, isOpen, preload: MenuPanel.preload }}
        opens="menu"
        setOpen={(next, byKeyboard) => {
          setByKeyboard(byKeyboard)
          setOpen(next)
        }}
      />
      {wasOpened && (
        <MenuPanel {...{ anchor, isOpen, setOpen, isByKeyboard, align, side, isSticky }}>{children}</MenuPanel>
      )}
    </>
  )
}

type ItemProps = { icon?: ReactNode; isDangerous?: boolean; disabled?: boolean; children: ReactNode }

export function MenuItem({ icon, isDangerous, disabled, onSelect, children }: ItemProps & { onSelect: () => void }) {
  const Base = useMenuParts()
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={classNames(floatingItem, isDangerous && 'text-danger-text [&_svg]:text-danger-text')}
    >
      {icon}
      {children}
    </Base.Item>
  )
}

export function MenuLink({ icon, href, children }: ItemProps & { href: Route }) {
  const Base = useMenuParts()
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={floatingItem}>
      {icon}
      {children}
    </Base.LinkItem>
  )
}

/** An item that opens a new tab, outside the dashboard. */
export function MenuNewTab({ icon, href, children }: ItemProps & { href: string }) {
  const Base = useMenuParts()
  return (
    <Base.LinkItem href={href} target="_blank" rel="noreferrer" closeOnClick className={floatingItem}>
      {icon}
      {children}
      <span className="sr-only">(opens in a new tab)</span>
    </Base.LinkItem>
  )
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const Base = useMenuParts()
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-faint text-sm">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

export function MenuRadioGroup<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon?: ReactNode }[]
  onValueChange: (value: Value) => void
}) {
  const Base = useMenuParts()
  return (
    <Base.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={floatingItem}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator className="size-1.5 rounded-full bg-accent-text" />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuSeparator() {
  const Base = useMenuParts()
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />
}
