'use client'

import { Ellipsis, Trash2, UserCog } from 'lucide-react'
import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { IconButton } from '@/components/ui/icon-button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import type { SignInGroup } from '@/lib/staff/groups/list-sign-in-groups'
import { isolated } from '@/lib/text/isolated'
import type { AssignableCompany } from './role-and-companies'
import { ChangeGroupDialog } from './sign-in-group-dialogs'
import { removeSignInGroupAction } from './sign-in-groups-actions'

export function SignInGroupActions({ group, companies }: { group: SignInGroup; companies: AssignableCompany[] }) {
  const [open, setOpen] = useState<'change' | 'remove'>()
  const close = () => setOpen(undefined)

  async function remove() {
    const state = await acted(() => removeSignInGroupAction(group.id))
    if (state.ok) toast.good('Group removed')
    else toast.failure('Couldn’t remove the group', { description: state.message })
    return state.ok
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`Actions for ${isolated(group.name)}`}
            size="small"
            icon={<Ellipsis aria-hidden className="size-4" />}
          />
        }
      >
        <MenuItem icon={<UserCog aria-hidden />} onSelect={() => setOpen('change')}>
          Change role and companies…
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} isDangerous onSelect={() => setOpen('remove')}>
          Remove
        </MenuItem>
      </Menu>
      <ChangeGroupDialog group={group} companies={companies} isOpen={open === 'change'} close={close} />
      <ConfirmDialog
        title={`Remove ${isolated(group.name)}?`}
        confirmLabel="Remove group"
        open={open === 'remove'}
        onOpenChange={close}
        onConfirm={remove}
      >
        People who have access only through this group can’t sign in anymore. Their open sessions continue until they
        end: to end one at once, sign the person out everywhere.
      </ConfirmDialog>
    </>
  )
}
