'use client'

import { FormDialog } from '@/components/desk/form-dialog'
import { Outside } from '@/components/ui/text/outside'
import type { Teammate } from '@/lib/staff/team/list-team'
import { isolated } from '@/lib/text/isolated'
import { makePasswordLinkAction } from './actions'
import { InvitationLink } from './invitation-link'

type Props = { person: Teammate; isOpen: boolean; close: () => void }

export function PasswordLinkDialog({ person, isOpen, close }: Props) {
  return (
    <FormDialog
      title={`New password for ${isolated(person.name)}`}
      open={isOpen}
      onOpenChange={close}
      act={makePasswordLinkAction}
      submitLabel="Create link"
      after={({ path, isMailed }, done) => (
        <InvitationLink {...{ path, isMailed }} name={person.name} validDays={1} done={done} />
      )}
    >
      {() => (
        <>
          <input type="hidden" name="staffId" value={person.id} />
          <p className="text-quiet">
            Anyone with this link can set <Outside>{person.name}</Outside>’s password. The current password works until
            then. Using the link signs <Outside>{person.name}</Outside> out everywhere. Confirm who’s asking before you
            share it.
          </p>
        </>
      )}
    </FormDialog>
  )
}
