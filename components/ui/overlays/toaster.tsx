'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { whenIdle } from '@/components/ui/when-idle'
import { wantsToasts } from './toast'

const ToastCorner = onDemand(() => import('./toast-corner').then((loaded) => loaded.ToastCorner))

export function Toaster() {
  const isWanted = useSyncExternalStore(wantsToasts.subscribe, wantsToasts.now, wantsToasts.onServer)
  // A toast may have to say that the server doesn't respond, when no code loads.
  useEffect(() => whenIdle(ToastCorner.preload), [])
  return isWanted && <ToastCorner />
}
