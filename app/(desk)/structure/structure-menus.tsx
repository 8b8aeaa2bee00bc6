'use client'

import { Archive, Ellipsis, PencilLine } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { acted } from '@/components/desk/acted'
import { FormDialog } from '@/components/desk/form-dialog'
import { TextField } from '@/components/ui/form/text-field'
import { IconButton } from '@/components/ui/icon-button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import { type FormState, formField } from '@/lib/form-state'
import { isolated } from '@/lib/text/isolated'
import { archiveAction, editAppAction, renameCompanyAction, restoreAction } from './actions'

type Company = { id: string; slug: string; name: string }
type App = Company & { bundleId: string }

export function CompanyMenu({ company }: { company: Company }) {
  return (
    <StructureMenu
      thing={company}
      kind="company"
      changeLabel="Rename…"
      change={renameCompanyAction.bind(null, company.id)}
      fields={(state) => <NameField state={state} name={company.name} />}
    >
      The API keys of all its apps stop working, so their customers get no notifications and see no prompt. The company
      is hidden. Nothing is deleted: you can restore it on this page.
    </StructureMenu>
  )
}

export function AppMenu({ app }: { app: App }) {
  return (
    <StructureMenu
      thing={app}
      kind="app"
      changeLabel="Edit app…"
      change={editAppAction.bind(null, app.id)}
      fields={(state) => (
        <>
          <NameField state={state} name={app.name} />
          <TextField
            label="Bundle ID"
            {...formField(state, 'bundleId', app.bundleId)}
            required
            isMono
            spellCheck={false}
            hint="Can be changed until the first device registers."
          />
        </>
      )}
    >
      Its API keys stop working in both environments, so its customers get no notifications and see no prompt. The app
      is hidden. Nothing is deleted: you can restore it on this page.
    </StructureMenu>
  )
}

function NameField({ state, name }: { state: FormState; name: string }) {
  return <TextField label="Name" {...formField(state, 'name', name)} required autoComplete="off" />
}

type Props = {
  thing: Company
  kind: 'company' | 'app'
  changeLabel: string
  change: (before: FormState, form: FormData) => Promise<FormState>
  fields: (state: FormState) => ReactNode
  /** Explains what archiving does. */
  children: ReactNode
}

function StructureMenu({ thing, kind, changeLabel, change, fields, children }: Props) {
  const [open, setOpen] = useState<'change' | 'archive'>()
  const close = () => setOpen(undefined)
  const name = isolated(thing.name)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Change ${name}`} size="small" icon={<Ellipsis aria-hidden className="size-4" />} />
        }
      >
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => setOpen('change')}>
          {changeLabel}
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden />} isDangerous onSelect={() => setOpen('archive')}>
          Archive…
        </MenuItem>
      </Menu>
      <FormDialog
        title={`${changeLabel.split(/[ …]/)[0]} ${name}`}
        open={open === 'change'}
        onOpenChange={close}
        act={change}
        submitLabel="Save"
        onDone={() => toast.good(changeLabel === 'Rename' ? `${isolated(name)} renamed` : `${isolated(name)} changed`)}
      >
        {fields}
      </FormDialog>
      <ConfirmDialog
        title={`Archive ${name}?`}
        confirmLabel="Archive"
        typeToConfirm={thing.slug}
        isDangerous
        open={open === 'archive'}
        onOpenChange={close}
        onConfirm={() => archived(kind, thing)}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}

async function archived(kind: 'company' | 'app', { id, name }: Company) {
  const state = await acted(() => archiveAction(kind, id))
  if (state?.ok)
    toast.good(`${isolated(name)} archived`, {
      action: { label: 'Undo', onPress: () => void broughtBack(kind, { id, name }) },
    })
  else toast.failure(`Couldn’t archive ${isolated(name)}`, { description: state?.message })
  return state?.ok
}

export async function broughtBack(kind: 'company' | 'app', { id, name }: { id: string; name: string }) {
  const state = await acted(() => restoreAction(kind, id))
  if (state?.ok) toast.good(`${isolated(name)} restored`)
  else toast.failure(`Couldn’t restore ${isolated(name)}`, { description: state?.message })
}
