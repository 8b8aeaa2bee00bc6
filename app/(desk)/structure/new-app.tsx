'use client'

import { Plus } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useActionState, useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FormMessage } from '@/components/ui/form-message'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { enteredValue, type FormState, fieldErrors } from '@/lib/form-state'
import { isolated } from '@/lib/isolated'
import { addApp, type NewApp } from './actions'
import { NameAndSlug } from './name-and-slug'

const servers = [
  {
    value: 'simulator',
    label: 'Built-in simulator',
    hint: 'Try everything with the demo phone, without an Apple account.',
  },
  { value: 'apple', label: 'Apple', hint: 'Real iPhones. Needs an APNs key (.p8), which you upload next.' },
] as const

type Props = { company: { id: string; name: string }; isPrimary?: boolean }

export function NewAppButton({ company, isPrimary }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title={`New app of ${isolated(company.name)}`}
      description="It gets a production and a sandbox environment."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant={isPrimary ? 'primary' : 'ghost'}
          size={isPrimary ? 'medium' : 'small'}
          icon={<Plus aria-hidden className="size-3.5" />}
        >
          New app
        </Button>
      }
    >
      <AppForm companyId={company.id} done={() => setOpen(false)} />
    </Dialog>
  )
}

function AppForm({ companyId, done }: { companyId: string; done: () => void }) {
  const router = useRouter()
  const [state, action] = useActionState(async (previous: FormState<NewApp>, form: FormData) => {
    const next = await acted(addApp(companyId, previous, form))
    if (!next?.ok) return next
    toast.good(`${isolated(next.result.name)} is created.`)
    done()
    router.push(next.result.path as Route)
    return undefined
  }, undefined)
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <NameAndSlug state={state} nameHint="As it is called in the App Store or by your staff." />
      <TextField
        label="Bundle ID"
        name="bundleId"
        required
        isMono
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="com.example.app"
        hint="From Xcode. It is the APNs topic too."
        defaultValue={enteredValue(state, 'bundleId')}
        errors={fieldErrors(state, 'bundleId')}
      />
      <RadioGroup
        label="Pushes go to"
        name="apnsServer"
        options={servers}
        defaultValue={enteredValue(state, 'apnsServer') === 'apple' ? 'apple' : 'simulator'}
        errors={fieldErrors(state, 'apnsServer')}
      />
      <DialogActions>
        <Button onClick={done}>Cancel</Button>
        <SubmitButton>Create app</SubmitButton>
      </DialogActions>
    </form>
  )
}
