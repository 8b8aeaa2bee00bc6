'use client'

import { FormDialog } from '@/components/desk/form-dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { Teammate } from '@/lib/staff/team/list-team'
import { isolated } from '@/lib/text/isolated'
import { changeTeammateAction } from './actions'
import { type AssignableCompany, RoleAndCompanies } from './role-and-companies'

type Props = { person: Teammate; companies: readonly AssignableCompany[]; isOpen: boolean; close: () => void }

export function ChangeDialog({ person, companies, isOpen, close }: Props) {
  return (
    <FormDialog
      title={isolated(person.name)}
      description="Changes take effect immediately."
      open={isOpen}
      onOpenChange={close}
      act={changeTeammateAction.bind(null, person.id)}
      submitLabel="Save"
      onDone={() => toast.good(`${isolated(person.name)} updated`)}
    >
      {(state) => (
        <RoleAndCompanies
          companies={companies}
          state={state}
          role={person.role}
          companyIds={person.companyIds}
          companyRoles={person.companyRoles}
        />
      )}
    </FormDialog>
  )
}
