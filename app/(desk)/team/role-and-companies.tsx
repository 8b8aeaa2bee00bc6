'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/form/checkbox'
import { FieldErrorList } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { type FormState, fieldErrors } from '@/lib/form-state'
import { type Role, roleLabels } from '@/lib/staff/roles'

export type AssignableCompany = { id: string; name: string }

type Props = {
  companies: readonly AssignableCompany[]
  state: FormState<unknown>
  role?: Role
  companyIds?: readonly string[]
}

const roleOptions = Object.entries(roleLabels).map(([value, { word, does }]) => ({
  value: value as Role,
  label: word,
  hint: does,
}))

export function RoleAndCompanies({ companies, state, role: roleBefore = 'support', companyIds = [] }: Props) {
  const [role, setRole] = useState(roleBefore)
  const errors = fieldErrors(state, 'companyIds')
  return (
    <>
      <Select
        label="Role"
        name="role"
        options={roleOptions}
        value={role}
        onValueChange={setRole}
        hint={roleLabels[role].does}
        errors={fieldErrors(state, 'role')}
      />
      {role !== 'admin' && (
        <fieldset className="flex flex-col gap-2" aria-describedby={errors && 'companies-error'}>
          <legend className="mb-1 font-medium">Companies</legend>
          {companies.map(({ id, name }) => (
            <Checkbox key={id} name="companyIds" value={id} label={name} defaultChecked={companyIds.includes(id)} />
          ))}
          {errors && <FieldErrorList id="companies-error" errors={errors} />}
        </fieldset>
      )}
    </>
  )
}
