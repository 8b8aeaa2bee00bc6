'use client'

import { rejectProposalAction } from '@/app/(desk)/prompt/actions'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/form/text-field'
import { formField } from '@/lib/form-state'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { isolated } from '@/lib/text/isolated'

type Props = { input: PlaceInput; proposalId: string; authorName: string; onRejected: () => void }

export function RejectDialog({ input, proposalId, authorName, onRejected }: Props) {
  const author = isolated(authorName)
  return (
    <FormDialog
      title={`Reject ${author}’s change?`}
      description="Nothing is saved. They can propose the change again."
      trigger={<Button size="small">Reject…</Button>}
      submitLabel="Reject change"
      onDone={onRejected}
      act={rejectProposalAction.bind(null, { ...input, proposalId })}
    >
      {(state) => (
        <TextField
          label="Reason"
          isOptional
          hint={`Shown to ${author} and in the audit log.`}
          maxLength={500}
          {...formField(state, 'reason')}
        />
      )}
    </FormDialog>
  )
}
