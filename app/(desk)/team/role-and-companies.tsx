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
  /** Absent if one role applies everywhere. */
  companyRoles?: Readonly<Record<string, Role>>
}

const roleOptions = Object.entries(roleLabels).map(([value, { word, does }]) => ({
  value: value as Role,
  label: word,
  hint: does,
}))

/** The roles for one company: the role above, or a different one. */
const rolesThere = (role: Role): { value: Role | ''; label: string }[] => [
  { value: '', label: `${roleLabels[role].word}, as above` },
  ...roleOptions.filter(({ value }) => value !== 'admin' && value !== role),
]

export function RoleAndCompanies({ companies, state, role: before = 'support', companyIds = [], companyRoles }: Props) {
  const [role, setRole] = useState(before)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(companyIds))
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
            <div key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <Checkbox
                name="companyIds"
                value={id}
                label={name}
                checked={chosen.has(id)}
                onCheckedChange={(isIn) =>
                  setChosen(new Set([...chosen].filter((one) => one !== id).concat(isIn ? id : [])))
                }
              />
              {companyRoles && chosen.has(id) && (
                <Select
                  label="Access there"
                  isLabelHidden
                  hint={<span className="sr-only">In {name}.</span>}
                  className="w-52"
                  name={`companyRole ${id}`}
                  options={rolesThere(role)}
                  defaultValue={companyRoles[id] ?? ''}
                  errors={fieldErrors(state, `companyRoles.${id}`)}
                />
              )}
            </div>
          ))}
          {errors && <FieldErrorList id="companies-error" errors={errors} />}
        </fieldset>
      )}
    </>
  )
}
