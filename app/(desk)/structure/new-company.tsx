'use client'

import { Plus } from 'lucide-react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { isolated } from '@/lib/text/isolated'
import { addCompanyAction } from './actions'
import { NameAndSlug } from './name-and-slug'

export function NewCompanyButton({ label = 'New company' }: { label?: string }) {
  return (
    <FormDialog
      title="New company"
      description="A company that uses your platform. Add its apps next."
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden className="size-3.5" />}>
          {label}
        </Button>
      }
      act={addCompanyAction}
      submitLabel="Create company"
      onDone={({ name }) => toast.good(`${isolated(name)} created`)}
    >
      {(state) => <NameAndSlug state={state} nameHint="The name your staff uses, for example Northwind Bank." />}
    </FormDialog>
  )
}
