import { PageTitle } from '@/components/ui/page-title'
import { Wordmark } from '@/components/wordmark'

/** Identical for every invalid link, so that it doesn't reveal whether a case ever existed. */
export default function NoCase() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="flex w-full max-w-80 flex-col gap-4">
        <PageTitle>Case file</PageTitle>
        <Wordmark className="self-start" />
        <h1 className="font-semibold text-xl tracking-tight">This link no longer works</h1>
        <p className="text-md text-quiet">Ask the person who sent it for a new one.</p>
      </div>
    </main>
  )
}
