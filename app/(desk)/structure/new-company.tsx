'use client'

import { Plus } from 'lucide-react'
import { useActionState, useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast'
import type { FormState } from '@/lib/form-state'
import { isolated } from '@/lib/isolated'
import { addCompany, type NewCompany } from './actions'
import { NameAndSlug } from './name-and-slug'

export function NewCompanyButton({ label = 'New company' }: { label?: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title="New company"
      description="A client of your platform. Its apps come next."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden className="size-3.5" />}>
          {label}
        </Button>
      }
    >
      <CompanyForm done={() => setOpen(false)} />
    </Dialog>
  )
}

function CompanyForm({ done }: { done: () => void }) {
  const [state, action] = useActionState(async (previous: FormState<NewCompany>, form: FormData) => {
    const next = await acted(addCompany(previous, form))
    if (!next?.ok) return next
    toast.good(`${isolated(next.result.name)} is created.`)
    done()
    return undefined
  }, undefined)
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <NameAndSlug state={state} nameHint="As your staff knows it, for instance Northwind Bank." />
      <DialogActions>
        <Button onClick={done}>Cancel</Button>
        <SubmitButton>Create company</SubmitButton>
      </DialogActions>
    </form>
  )
}
