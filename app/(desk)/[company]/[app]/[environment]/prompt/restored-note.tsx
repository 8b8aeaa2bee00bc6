import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Draft } from './use-draft'

/** Says that what is staged comes from before the page was loaded. */
export function RestoredNote({ draft }: { draft: Draft }) {
  if (!draft.isStaged || draft.restoredFrom === undefined) return null
  return (
    <Callout
      title={`Your ${draft.count === 1 ? 'staged change is' : `${draft.count} staged changes are`} back`}
      action={
        <Button size="small" onClick={draft.discard}>
          Discard
        </Button>
      }
    >
      Last worked on <RelativeTime isSentence at={draft.restoredFrom} /> in this tab, not saved yet.
    </Callout>
  )
}
