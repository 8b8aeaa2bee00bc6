'use client'

import { Check, Copy } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useCopy } from './use-copy'

type Props = {
  text: string | (() => string)
  /** Accessible name, such as "Copy device token". */
  label: string
  isIconOnly?: boolean
  size?: 'small' | 'medium'
  variant?: 'secondary' | 'ghost'
  /** The single key that clicks it. */
  shortcut?: string
}

export function CopyButton({ text, label, isIconOnly, size = 'small', variant = 'secondary', shortcut }: Props) {
  const { isCopied, copy } = useCopy(text)
  const icon = isCopied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />
  return (
    <>
      {isIconOnly ? (
        <IconButton label={isCopied ? 'Copied' : label} icon={icon} size={size} onClick={copy} />
      ) : (
        <Button
          variant={variant}
          size={size}
          icon={icon}
          onClick={copy}
          data-shortcut={shortcut}
          aria-keyshortcuts={shortcut}
        >
          {isCopied ? 'Copied' : label}
        </Button>
      )}
      <span aria-live="polite" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  )
}
