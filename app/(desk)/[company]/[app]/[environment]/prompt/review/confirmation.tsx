'use client'

import { type ReactNode, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { StillNeeded } from '@/components/ui/form/still-needed'
import { TextArea } from '@/components/ui/form/text-area'
import { isTyped, TypeToConfirm } from '@/components/ui/form/type-to-confirm'
import { SheetActions } from '@/components/ui/overlays/sheet'
import type { FieldErrors } from '@/lib/errors'

type Confirmation = ReturnType<typeof useConfirmation>

/** What a reviewed change still needs before saving: a comment, and in production a typed text. */
export function useConfirmation(needs: { comment: boolean; typed: string | null }) {
  const [comment, setComment] = useState('')
  const [typed, setTyped] = useState('')
  const commentField = useRef<HTMLTextAreaElement>(null)
  const typedField = useRef<HTMLInputElement>(null)
  const lacksComment = needs.comment && !comment.trim()
  const lacksTyped = needs.typed !== null && !isTyped(typed, needs.typed)
  return {
    needs,
    comment,
    setComment,
    commentField,
    typed,
    setTyped,
    typedField,
    missing: [...(lacksComment ? ['a comment'] : []), ...(lacksTyped ? [`“${needs.typed}” typed to confirm`] : [])],
    focusMissing: () => (lacksComment ? commentField : typedField).current?.focus(),
  }
}

export function ConfirmationFields({
  confirmation,
  errors = {},
}: {
  confirmation: Confirmation
  errors?: FieldErrors
}) {
  const { needs, comment, setComment, commentField, typed, setTyped, typedField } = confirmation
  return (
    <>
      <TextArea
        ref={commentField}
        label="Comment"
        isOptional={!needs.comment}
        hint={needs.comment ? 'Required. Say what this change is for.' : undefined}
        rows={2}
        value={comment}
        maxLength={500}
        errors={errors.comment}
        placeholder="What is this change for?"
        onChange={(event) => setComment(event.target.value)}
      />
      {needs.typed !== null && (
        <TypeToConfirm
          ref={typedField}
          reason="This is production."
          wanted={needs.typed}
          value={typed}
          errors={errors['confirmation.typed']}
          onValueChange={setTyped}
        />
      )}
    </>
  )
}

type ActionsProps = {
  missing: Confirmation['missing']
  isPending: boolean
  onBack: () => void
  /** The label of the button that saves. */
  children: ReactNode
}

export function ConfirmationActions({ missing, isPending, onBack, children }: ActionsProps) {
  const neededId = useId()
  return (
    <SheetActions>
      <StillNeeded id={neededId} needs={missing} />
      <Button onClick={onBack}>Back</Button>
      <Button
        type="submit"
        variant="primary"
        isPending={isPending}
        // Not `disabled`: Enter would do nothing, and screen readers couldn't reach the button to read the reason.
        aria-disabled={missing.length > 0 || undefined}
        aria-describedby={neededId}
      >
        {children}
      </Button>
    </SheetActions>
  )
}
