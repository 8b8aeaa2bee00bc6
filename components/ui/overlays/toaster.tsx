'use client'

import { useSyncExternalStore } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { wantsToasts } from './toast'

const ToastCorner = onDemand(() => import('./toast-corner').then((loaded) => loaded.ToastCorner))

export function Toaster() {
  const isWanted = useSyncExternalStore(wantsToasts.subscribe, wantsToasts.now, wantsToasts.onServer)
  return isWanted && <ToastCorner />
}
