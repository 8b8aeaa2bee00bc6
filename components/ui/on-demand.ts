'use client'

import { type ComponentType, createElement, lazy, useState } from 'react'

type Source<Props extends object> = { loaded?: ComponentType<Props>; Awaited: ComponentType<Props> }

/** A part whose code comes when it is first wanted. Give `preload` to hover and focus, and no one sees it wait. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  async function loadOnce() {
    source.loaded ??= await load()
    return source.loaded
  }
  const source: Source<Props> = { Awaited: lazy(async () => ({ default: await loadOnce() })) }
  return Object.assign((props: Props) => createElement(Part<Props>, { source, props }), {
    // Looked at early, nothing depends on it; what cannot be loaded is told once it is wanted.
    preload: () => loadOnce().catch(() => undefined),
  })
}

/**
 * What is here is shown without a wait: React's `lazy` waits once in any case, and keeps the fallback of that moment for
 * 300 ms. The same component stays for as long as it is shown, so that it keeps its state.
 */
function Part<Props extends object>({ source, props }: { source: Source<Props>; props: Props }) {
  const [Chosen] = useState((): ComponentType<Props> => source.loaded ?? source.Awaited)
  return createElement(Chosen, props)
}
