'use client'

import { onDemand } from '@/components/ui/on-demand'
import type { OwnHold } from '@/lib/staff/account/show-own-hold'

const HoldNote = onDemand(() => import('./hold-note').then((loaded) => loaded.HoldNote))

/** On every page but rarely shown, so its code loads only when needed. */
export function HoldBar({ hold }: { hold: OwnHold }) {
  return <HoldNote hold={hold} />
}
