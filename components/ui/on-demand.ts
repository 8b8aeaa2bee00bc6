'use client'

import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'

type Source<Props extends object> = {
  loaded?: ComponentType<Props>
  /** For the server and for hydration. */
  Awaited: ComponentType<Props>
  loadOnce: () => Promise<ComponentType<Props>>
  fallbackOf: (props: Props) => ReactNode
}

/**
 * A part whose code loads when first needed, with `fallbackOf` in its place until then, by default nothing; the page
 * that the server makes has the part itself. Call `preload` on hover and focus, so that no one waits for it.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallbackOf: (props: Props) => ReactNode = () => null,
) {
  async function loadOnce() {
    source.loaded ??= await load()
    return source.loaded
  }
  const Awaited = lazy(async () => ({ default: await untilLoaded(loadOnce) }))
  const source: Source<Props> = { Awaited, loadOnce, fallbackOf }
  return Object.assign((props: Props) => createElement(Part<Props>, { source, props }), {
    // Ignore a failed preload. The error is reported when the part is shown.
    preload: () => loadOnce().catch(() => undefined),
  })
}

let mayHelpAgain: (error: unknown) => Promise<boolean> = async () => false

/** Sets what happens when code can't be loaded: it may wait, and returns whether to load again. */
export function onMissingCode(wait: typeof mayHelpAgain) {
  mayHelpAgain = wait
}

/** Loads code, and waits and loads it again for as long as that may help. */
export const untilLoaded = <Code>(load: () => Promise<Code>): Promise<Code> =>
  load().catch(async (error: unknown) => {
    if (await mayHelpAgain(error)) return untilLoaded(load)
    throw error
  })

type PartProps<Props extends object> = { source: Source<Props>; props: Props }

/** The same component stays while it is shown, so that it keeps its state. */
function Part<Props extends object>({ source, props }: PartProps<Props>) {
  const isInPage = useSyncExternalStore(neverChanges, no, yes)
  const [Chosen] = useState(
    (): ComponentType<Props> | undefined => source.loaded ?? (isInPage ? source.Awaited : undefined),
  )
  // Without a Suspense boundary of its own: the server would send the fallback first, and the page would jump.
  return Chosen ? createElement(Chosen, props) : createElement(Coming<Props>, { source, props })
}

/** Waits without suspending, because React keeps a fallback for at least 300 ms, even if the code is there sooner. */
function Coming<Props extends object>({ source, props }: PartProps<Props>) {
  const [result, setResult] = useState<{ Loaded: ComponentType<Props> } | { error: unknown }>()
  useEffect(
    () =>
      void untilLoaded(source.loadOnce).then(
        (Loaded) => setResult({ Loaded }),
        (error: unknown) => setResult({ error }),
      ),
    [source],
  )
  if (!result) return source.fallbackOf(props)
  if ('error' in result) throw result.error
  return createElement(result.Loaded, props)
}

const neverChanges = () => () => undefined
/** On the page that the server made, until it is hydrated, the part is there already. */
const yes = () => true
const no = () => false
