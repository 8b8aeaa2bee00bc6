'use client'

import { Check, Copy } from 'lucide-react'
import { Tooltip } from '@/components/ui/overlays/tooltip'
import { middleCut } from './middle-cut'
import { Outside } from './outside'
import { useCopy } from './use-copy'

type Props = {
  id: string
  /** The kind of ID, such as "delivery id". */
  name: string
  start?: number
  end?: number
}

/** An ID shortened in the middle. Hover or focus shows all of it, and a click copies it. */
export function CopyableId({ id, name, start, end }: Props) {
  const { isCopied, copy } = useCopy(id)
  return (
    <Tooltip text={<span className="break-all font-mono">{id}</span>}>
      <button
        type="button"
        onClick={copy}
        aria-label={isCopied ? `Copied ${name}` : `Copy ${name} ${id}`}
        className="group/id inline-flex min-h-6 items-center gap-1 rounded-sm font-mono text-sm hover:text-accent-text"
      >
        <Outside className="text-left">{middleCut(id, { start, end })}</Outside>
        {isCopied ? (
          <Check aria-hidden className="size-3 text-status-accepted" />
        ) : (
          <Copy
            aria-hidden
            className="size-3 text-faint opacity-0 group-hover/id:opacity-100 group-focus-visible/id:opacity-100"
          />
        )}
        <span aria-live="polite" className="sr-only">
          {isCopied ? 'Copied' : ''}
        </span>
      </button>
    </Tooltip>
  )
}
