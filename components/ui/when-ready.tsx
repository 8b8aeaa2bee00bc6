import { type ReactNode, Suspense } from 'react'

type Props = { content: () => Promise<Awaited<ReactNode>>; fallback: ReactNode; patienceMs?: number }

/**
 * Renders the content, with a fallback only if it takes longer than a moment. Until then the previous page stays. Once
 * shown, React keeps a fallback for 300 ms, even if the content is ready after ten.
 */
export async function WhenReady({ content, fallback, patienceMs = 300 }: Props) {
  const coming = content()
  if (await isReadyWithin(coming, patienceMs)) return coming
  return <Suspense fallback={fallback}>{coming}</Suspense>
}

async function isReadyWithin(coming: Promise<unknown>, patienceMs: number) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false)
  })
  try {
    return await Promise.race([coming.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
