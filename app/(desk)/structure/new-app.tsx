'use client'

import { Plus } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { TextField } from '@/components/ui/form/text-field'
import { toast } from '@/components/ui/overlays/toast'
import { enteredValue, type FormState, fieldErrors, formField } from '@/lib/form-state'
import { isolated } from '@/lib/text/isolated'
import { addAppAction, type NewApp } from './actions'
import { NameAndSlug } from './name-and-slug'

const serversFor = (hasSimulator: boolean) =>
  [
    {
      value: 'simulator',
      label: 'Built-in simulator',
      hint: hasSimulator
        ? 'Try everything with the demo phone, without an Apple account.'
        : 'It isn’t running: start Pushdesk with SIMULATOR=1 to use it.',
    },
    { value: 'apple', label: 'Apple', hint: 'Real iPhones. Needs an APNs key (.p8), which you upload next.' },
  ] as const

type Props = {
  company: { id: string; name: string }
  /** Whether the built-in simulator is running. */
  hasSimulator: boolean
  isPrimary?: boolean
}

export function NewAppButton({ company, hasSimulator, isPrimary }: Props) {
  const router = useRouter()
  return (
    <FormDialog<NewApp>
      title={`New app of ${isolated(company.name)}`}
      description="It gets a production and a sandbox environment."
      trigger={
        <Button
          variant={isPrimary ? 'primary' : 'ghost'}
          size={isPrimary ? 'medium' : 'small'}
          icon={<Plus aria-hidden className="size-3.5" />}
        >
          New app
        </Button>
      }
      act={addAppAction.bind(null, company.id)}
      submitLabel="Create app"
      onDone={({ name, path }) => {
        toast.good(`${isolated(name)} created`)
        router.push(path as Route)
      }}
    >
      {(state) => <AppFields state={state} hasSimulator={hasSimulator} />}
    </FormDialog>
  )
}

type FieldsProps = Pick<Props, 'hasSimulator'> & { state: FormState<unknown> }

function AppFields({ state, hasSimulator }: FieldsProps) {
  const server = enteredValue(state, 'apnsServer', hasSimulator ? 'simulator' : 'apple')
  return (
    <>
      <NameAndSlug state={state} nameHint="The app’s name in the App Store or among your staff." />
      <TextField
        label="Bundle ID"
        {...formField(state, 'bundleId')}
        required
        isMono
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="com.example.app"
        hint="From Xcode. Also used as the APNs topic."
      />
      <RadioGroup
        label="Pushes go to"
        name="apnsServer"
        options={serversFor(hasSimulator)}
        defaultValue={server === 'apple' ? 'apple' : 'simulator'}
        errors={fieldErrors(state, 'apnsServer')}
      />
    </>
  )
}
