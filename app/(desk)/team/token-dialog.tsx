'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { TextField } from '@/components/ui/form/text-field'
import { fieldErrors, formField } from '@/lib/form-state'
import { createServiceTokenAction } from './actions'
import { NewServiceToken } from './new-service-token'
import { type AssignableCompany, RoleAndCompanies } from './role-and-companies'

const starts = { role: 'integration_manager' as const }

const expiries = [
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '30', label: '30 days' },
  { value: '', label: 'No expiry' },
]

export function TokenDialog({ companies }: { companies: readonly AssignableCompany[] }) {
  const [isOpen, setOpen] = useState(false)
  const [expiry, setExpiry] = useState('90')
  return (
    <FormDialog
      title="Create a service token"
      description="A program uses it to call the management API, with the role and companies that you choose."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button icon={<KeyRound aria-hidden className="size-3.5" />}>Create service token…</Button>}
      act={createServiceTokenAction}
      submitLabel="Create token"
      after={({ token }, close) => <NewServiceToken token={token} done={close} />}
    >
      {(state) => (
        <>
          <TextField
            label="Name"
            {...formField(state, 'name')}
            required
            autoComplete="off"
            hint="What uses the token, for example “Deployment”."
          />
          <RoleAndCompanies companies={companies} state={state} {...starts} />
          <Select
            label="Expires after"
            name="expiresInDays"
            options={expiries}
            value={expiry}
            onValueChange={setExpiry}
            errors={fieldErrors(state, 'expiresInDays')}
          />
        </>
      )}
    </FormDialog>
  )
}
