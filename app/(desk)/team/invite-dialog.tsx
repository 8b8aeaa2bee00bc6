'use client'

import type { ReactElement } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { TextField } from '@/components/ui/form/text-field'
import { formField } from '@/lib/form-state'
import type { Role } from '@/lib/staff/roles'
import { inviteStaffAction } from './actions'
import { InvitationLink } from './invitation-link'
import { type AssignableCompany, RoleAndCompanies } from './role-and-companies'

type Props = {
  companies: readonly AssignableCompany[]
  /** The initial selection. */
  starts?: { role: Role; companyIds: string[] }
  trigger: ReactElement
  onOpenChange?: (open: boolean) => void
}

export function InviteDialog({ companies, starts, trigger, onOpenChange }: Props) {
  return (
    <FormDialog
      title="Invite a person"
      description="They use the link to set their own name and password."
      onOpenChange={onOpenChange}
      trigger={trigger}
      act={inviteStaffAction}
      submitLabel="Create link"
      after={({ path, name, isMailed }, close) => (
        <InvitationLink {...{ path, name, isMailed }} validDays={7} done={close} />
      )}
    >
      {(state) => (
        <>
          <TextField label="Name" {...formField(state, 'name')} required autoComplete="off" />
          <TextField label="Email" {...formField(state, 'email')} type="email" required autoComplete="off" />
          <RoleAndCompanies companies={companies} state={state} companyRoles={{}} {...starts} />
        </>
      )}
    </FormDialog>
  )
}
