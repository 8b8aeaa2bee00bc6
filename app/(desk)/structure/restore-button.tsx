'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { isolated } from '@/lib/text/isolated'
import { broughtBack } from './structure-menus'

export function RestoreButton({ kind, thing }: { kind: 'company' | 'app'; thing: { id: string; name: string } }) {
  const [isRunning, start] = useTransition()
  return (
    <Button
      size="small"
      isPending={isRunning}
      aria-label={`Restore ${isolated(thing.name)}`}
      onClick={() => start(() => broughtBack(kind, thing))}
    >
      Restore
    </Button>
  )
}
