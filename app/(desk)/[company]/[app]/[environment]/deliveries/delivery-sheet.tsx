'use client'

import { ChevronDown, ChevronUp, Maximize2 } from 'lucide-react'
import type { Route } from 'next'
import { useEffect } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { onDemand } from '@/components/ui/on-demand'
import { Sheet } from '@/components/ui/overlays/sheet'

const DeliveryDetail = onDemand(() => import('./delivery-detail').then((loaded) => loaded.DeliveryDetail))

/** Elements that handle arrow keys themselves. */
const ownArrows = 'input, textarea, select, pre, [role="alertdialog"], [role="slider"], [role="menu"], [role="listbox"]'

type Props = { base: string; id: string | null; ids: string[]; onShow: (id: string | null) => void }

/** One delivery beside the list. ← and → move through the list. */
export function DeliverySheet({ base, id, ids, onShow }: Props) {
  const at = id ? ids.indexOf(id) : -1
  const previous = at > 0 ? ids[at - 1] : undefined
  const next = at >= 0 ? ids[at + 1] : undefined
  useEffect(() => {
    if (!id) return
    function press(event: KeyboardEvent) {
      if (event.target instanceof Element && event.target.closest(ownArrows)) return
      const to = { ArrowLeft: previous, ArrowRight: next }[event.key]
      if (to) onShow(to)
    }
    // Listen in the capture phase, because the dialog stops arrow keys from bubbling.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [id, previous, next, onShow])

  return (
    <Sheet
      title="Delivery"
      isBeside
      open={id !== null}
      onOpenChange={(isOpen) => !isOpen && onShow(null)}
      actions={
        <>
          <IconButton
            label="Previous delivery (←)"
            icon={<ChevronUp aria-hidden className="size-4" />}
            disabled={!previous}
            onClick={() => previous && onShow(previous)}
          />
          <IconButton
            label="Next delivery (→)"
            icon={<ChevronDown aria-hidden className="size-4" />}
            disabled={!next}
            onClick={() => next && onShow(next)}
          />
          {id && (
            <Link
              href={`${base}/${id}` as Route}
              aria-label="Open as a page"
              className={buttonStyles({ variant: 'ghost', isSquare: true })}
            >
              <Maximize2 aria-hidden className="size-4" />
            </Link>
          )}
        </>
      }
    >
      <div className="p-4">{id && <DeliveryDetail key={id} base={base} id={id} />}</div>
    </Sheet>
  )
}
