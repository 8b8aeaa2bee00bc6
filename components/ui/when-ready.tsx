import { type ReactNode, Suspense } from 'react'

type Props = { content: () => Promise<Awaited<ReactNode>>; fallback: ReactNode; patienceMs?: number }

/**
 * The content, and a fallback only where it takes longer than a moment: until then the page before stays. React keeps a
 * fallback that it once showed for 300 ms, even where the content came after ten.
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
