'use client'

import { useAct } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FormMessage } from '@/components/ui/form-message'
import { Outside } from '@/components/ui/outside'
import { SubmitButton } from '@/components/ui/submit-button'
import { isolated } from '@/lib/isolated'
import type { Teammate } from '@/lib/staff/list-team'
import { newPasswordLink } from './actions'
import { InvitationLink } from './invitation-link'

type Props = { person: Teammate; isOpen: boolean; close: () => void }

export function PasswordLinkDialog({ person, isOpen, close }: Props) {
  return (
    <Dialog title={`A new password for ${isolated(person.name)}`} open={isOpen} onOpenChange={close}>
      <LinkForm person={person} close={close} />
    </Dialog>
  )
}

function LinkForm({ person, close }: Omit<Props, 'isOpen'>) {
  const [state, action] = useAct(newPasswordLink)
  if (state?.ok)
    return (
      <InvitationLink path={state.result.path} done={close}>
        Give <Outside>{person.name}</Outside> this link. It works once, for a day, and won’t be shown again.
      </InvitationLink>
    )
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="staffId" value={person.id} />
      <FormMessage state={state} />
      <p className="text-quiet">
        Whoever has the link chooses the password. The present one works until then; after it, every session of{' '}
        <Outside>{person.name}</Outside> has ended. Make sure that it is they who ask.
      </p>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>Make the link</SubmitButton>
      </DialogActions>
    </form>
  )
}
