'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FormMessage } from '@/components/ui/form-message'
import { Outside } from '@/components/ui/outside'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { invite } from './actions'
import { InvitationLink } from './invitation-link'
import { type Company, RoleAndCompanies } from './role-and-companies'

export function InviteDialog({ companies }: { companies: readonly Company[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title="Invite a person"
      description="They use the link to set their own name and password."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden className="size-3.5" />}>
          {' '}
          Invite…
        </Button>
      }
    >
      <InviteForm companies={companies} done={() => setOpen(false)} />
    </Dialog>
  )
}

function InviteForm({ companies, done }: { companies: readonly Company[]; done: () => void }) {
  const [state, action] = useAct(invite)
  if (state?.ok)
    return (
      <InvitationLink path={state.result.path} done={done}>
        Give <Outside>{state.result.name}</Outside> this link. It works once, within 7 days, and won’t be shown again.
      </InvitationLink>
    )
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <TextField
        label="Name"
        name="name"
        required
        autoComplete="off"
        defaultValue={enteredValue(state, 'name')}
        errors={fieldErrors(state, 'name')}
      />
      <TextField
        label="Email"
        name="email"
        type="email"
        required
        autoComplete="off"
        defaultValue={enteredValue(state, 'email')}
        errors={fieldErrors(state, 'email')}
      />
      <RoleAndCompanies companies={companies} state={state} />
      <DialogActions>
        <Button onClick={done}>Cancel</Button>
        <SubmitButton>Create link</SubmitButton>
      </DialogActions>
    </form>
  )
}
