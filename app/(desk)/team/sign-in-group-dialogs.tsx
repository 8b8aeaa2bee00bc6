'use client'

import type { ReactElement } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { TextField } from '@/components/ui/form/text-field'
import { toast } from '@/components/ui/overlays/toast'
import { formField } from '@/lib/form-state'
import type { SignInGroup } from '@/lib/staff/groups/list-sign-in-groups'
import { isolated } from '@/lib/text/isolated'
import { type AssignableCompany, RoleAndCompanies } from './role-and-companies'
import { addSignInGroupAction, changeSignInGroupAction } from './sign-in-groups-actions'

type Companies = { companies: readonly AssignableCompany[] }

export function AddGroupDialog({ companies, trigger }: Companies & { trigger: ReactElement }) {
  return (
    <FormDialog
      title="Add a group"
      description="People in this group get access at their next single sign-on."
      trigger={trigger}
      act={addSignInGroupAction}
      submitLabel="Add group"
      onDone={() => toast.good('Group added')}
    >
      {(state) => (
        <>
          <TextField
            label="Group"
            {...formField(state, 'name')}
            required
            autoComplete="off"
            hint="The group as the identity provider sends it: a name, a path, or an ID."
          />
          <RoleAndCompanies companies={companies} state={state} companyRoles={{}} />
        </>
      )}
    </FormDialog>
  )
}

type Props = Companies & { group: SignInGroup; isOpen: boolean; close: () => void }

export function ChangeGroupDialog({ group, companies, isOpen, close }: Props) {
  return (
    <FormDialog
      title={isolated(group.name)}
      description="Takes effect at each person’s next single sign-on."
      open={isOpen}
      onOpenChange={close}
      act={changeSignInGroupAction.bind(null, group.id)}
      submitLabel="Save"
      onDone={() => toast.good('Group changed')}
    >
      {(state) => (
        <RoleAndCompanies
          companies={companies}
          state={state}
          role={group.role}
          companyIds={group.companyIds}
          companyRoles={group.companyRoles}
        />
      )}
    </FormDialog>
  )
}
