'use client'

import { RotateCcw } from 'lucide-react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { RevisionView } from '@/lib/prompts/list-revisions'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { ChangeList } from './change-list'
import { CompareDialog } from './compare-dialog'

type Props = { input: PlaceInput; revision: RevisionView; prompt: PromptView; draft: Draft; onStaged: () => void }

/** One revision: who saved it, when, why, and what it changed, with the actions to compare and restore it. */
export function RevisionItem({ input, revision, prompt, draft, onStaged }: Props) {
  return (
    <article aria-label={`Revision ${revision.number}`} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="font-semibold">Revision {revision.number}</strong>
        <Badge tone={kindLooks[revision.kind].tone}>{kindLooks[revision.kind].word}</Badge>
        {revision.origin && <span className="text-quiet">{revision.origin}</span>}
        {revision.number === prompt.revision && <Badge tone="accepted">Current</Badge>}
        <span className="text-quiet">
          <Outside>{revision.authorName}</Outside>
          {revision.approvedByName && (
            <>
              , approved by <Outside>{revision.approvedByName}</Outside>
            </>
          )}{' '}
          · <RelativeTime isSentence at={revision.createdAt} />
        </span>
        <span className="ml-auto flex gap-1">
          {revision.isReadable && <CompareDialog input={input} revision={revision} latest={prompt.revision} />}
          {prompt.mayPublish && revision.isReadable && revision.number !== prompt.revision && (
            <Button
              size="small"
              variant="ghost"
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              onClick={() => {
                const isAnother = draft.replace(revision.content, { kind: 'restore', restoredFrom: revision.number })
                onStaged()
                if (isAnother)
                  toast.info(`Revision ${revision.number} restored as unsaved changes`, {
                    description: 'Review and save to apply it.',
                  })
                else toast.info(`Revision ${revision.number} matches the current configuration`)
              }}
            >
              Restore
            </Button>
          )}
        </span>
      </header>
      {revision.comment && (
        <p className="text-md">
          “<Outside>{revision.comment}</Outside>”
        </p>
      )}
      {!revision.isReadable ? (
        <p className="text-quiet">A newer version of Pushdesk saved this revision. This version can’t show it.</p>
      ) : (
        revision.kind !== 'schedule' && <ChangeList changes={revision.changes} />
      )}
    </article>
  )
}

export const kindLooks: Record<RevisionView['kind'], { word: string; tone: BadgeTone }> = {
  save: { word: 'Saved', tone: 'neutral' },
  off: { word: 'Turned off', tone: 'failed' },
  pause: { word: 'Rollout paused', tone: 'waiting' },
  undo: { word: 'Undone', tone: 'expired' },
  restore: { word: 'Restored', tone: 'accent' },
  import: { word: 'Imported', tone: 'accent' },
  schedule: { word: 'By schedule', tone: 'waiting' },
}
