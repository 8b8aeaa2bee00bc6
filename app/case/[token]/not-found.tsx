import { CenteredPage } from '@/components/centered-page'

/** Identical for every invalid link, so that it doesn't reveal whether a case ever existed. */
export default function NoCase() {
  return (
    <CenteredPage title="Case file" className="max-w-80 gap-4">
      <h1 className="font-semibold text-xl tracking-tight">This link no longer works</h1>
      <p className="text-md text-quiet">Ask the person who sent it for a new one.</p>
    </CenteredPage>
  )
}
