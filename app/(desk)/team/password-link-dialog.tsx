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
    <Dialog title={`New password for ${isolated(person.name)}`} open={isOpen} onOpenChange={close}>
      <LinkForm person={person} close={close} />
    </Dialog>
  )
}

function LinkForm({ person, close }: Omit<Props, 'isOpen'>) {
  const [state, action] = useAct(newPasswordLink)
  if (state?.ok)
    return (
      <InvitationLink path={state.result.path} done={close}>
        Give <Outside>{person.name}</Outside> this link. It works once, within 1 day, and won’t be shown again.
      </InvitationLink>
    )
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="staffId" value={person.id} />
      <FormMessage state={state} />
      <p className="text-quiet">
        Anyone with this link can set <Outside>{person.name}</Outside>’s password. The current password works until
        then. Using the link signs <Outside>{person.name}</Outside> out everywhere. Confirm who’s asking before you
        share it.
      </p>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>Create link</SubmitButton>
      </DialogActions>
    </form>
  )
}
