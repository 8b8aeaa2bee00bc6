import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { Draft } from './use-draft'

/** Says that the unsaved changes were made before the page was loaded. */
export function RestoredNote({ draft }: { draft: Draft }) {
  if (!draft.isStaged || draft.restoredFrom === undefined) return null
  return (
    <Callout
      title={`Your ${draft.count === 1 ? 'unsaved change was' : `${draft.count} unsaved changes were`} restored`}
      action={
        <Button size="small" onClick={draft.discard}>
          Discard
        </Button>
      }
    >
      Last edited <RelativeTime isSentence at={draft.restoredFrom} /> in this tab.
    </Callout>
  )
}
