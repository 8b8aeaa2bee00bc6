'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import type { Place } from '@/components/desk/frame/places'
import { classNames } from '@/components/ui/class-names'
import { backdrop } from '@/components/ui/overlays/floating'
import { focusBack } from '@/components/ui/overlays/focus-back'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { PaletteBox } from './palette-box'
import { paletteFrame, paletteName } from './palette-opening'
import type { PaletteState } from './use-palette'

type Props = {
  palette: PaletteState
  companies: WorkspaceCompany[]
  place: Place | undefined
  role: Role
  showShortcuts: () => void
}

export function PaletteDialog({ palette, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={palette.isOpen} onOpenChange={palette.setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop} />
        <Dialog.Popup
          aria-label={paletteName}
          initialFocus={input}
          finalFocus={focusBack(palette.before)}
          className={classNames(
            paletteFrame,
            'transition-[opacity,scale] data-starting-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0',
          )}
        >
          <PaletteBox {...rest} palette={palette} input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
