'use client'

import { type ComponentType, lazy } from 'react'

/** A part whose code comes when it is first wanted. Give `preload` to hover and focus, and no one sees it wait. */
export function onDemand<Props extends object>(preload: () => Promise<ComponentType<Props>>) {
  return Object.assign(
    lazy(async () => ({ default: await preload() })),
    // Looked at early, nothing depends on it; what cannot be loaded is told once it is wanted.
    { preload: () => preload().catch(() => undefined) },
  )
}
