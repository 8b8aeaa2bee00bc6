'use client'

import { useActionState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast'
import type { FormState } from '@/lib/form-state'
import { isolated } from '@/lib/isolated'
import type { Teammate } from '@/lib/staff/list-team'
import { change } from './actions'
import { type Company, RoleAndCompanies } from './role-and-companies'

type Props = { person: Teammate; companies: readonly Company[]; isOpen: boolean; close: () => void }

export function ChangeDialog({ person, companies, isOpen, close }: Props) {
  return (
    <Dialog
      title={isolated(person.name)}
      description="Changes take effect immediately."
      open={isOpen}
      onOpenChange={close}
    >
      <ChangeForm person={person} companies={companies} close={close} />
    </Dialog>
  )
}

function ChangeForm({ person, companies, close }: Omit<Props, 'isOpen'>) {
  const [state, action] = useActionState(async (previous: FormState, form: FormData) => {
    const next = await acted(change(person.id, previous, form))
    if (!next.ok) return next
    toast.good(`${isolated(person.name)} updated`)
    close()
    return undefined
  }, undefined)
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <RoleAndCompanies companies={companies} state={state} role={person.role} companyIds={person.companyIds} />
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>Save</SubmitButton>
      </DialogActions>
    </form>
  )
}
