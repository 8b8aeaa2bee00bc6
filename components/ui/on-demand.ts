'use client'

import { type ComponentType, createElement, lazy, useState } from 'react'

type Source<Props extends object> = { loaded?: ComponentType<Props>; Awaited: ComponentType<Props> }

/** A part whose code loads when first needed. Call `preload` on hover and focus, so that no one waits for it. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  async function loadOnce() {
    source.loaded ??= await load()
    return source.loaded
  }
  const source: Source<Props> = { Awaited: lazy(async () => ({ default: await loadOnce() })) }
  return Object.assign((props: Props) => createElement(Part<Props>, { source, props }), {
    // Ignore a failed preload. The error is reported when the part is shown.
    preload: () => loadOnce().catch(() => undefined),
  })
}

/**
 * Renders loaded code without waiting. React's `lazy` always suspends once, and then keeps the fallback for 300 ms. The
 * same component stays while it is shown, so that it keeps its state.
 */
function Part<Props extends object>({ source, props }: { source: Source<Props>; props: Props }) {
  const [Chosen] = useState((): ComponentType<Props> => source.loaded ?? source.Awaited)
  return createElement(Chosen, props)
}
