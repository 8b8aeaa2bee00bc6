'use client'

import { Ban, Ellipsis, KeyRound, LogOut, RotateCcw, ShieldOff, UserCog } from 'lucide-react'
import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { isolated } from '@/lib/isolated'
import type { Teammate } from '@/lib/staff/list-team'
import { disable, enable, endSecondFactor, endSessions } from './actions'
import { ChangeDialog } from './change-dialog'
import { PasswordLinkDialog } from './password-link-dialog'
import type { Company } from './role-and-companies'

type Props = { person: Teammate; companies: readonly Company[]; isYou: boolean }
type Open = 'change' | 'disable' | 'sessions' | 'factor' | 'password' | undefined

export function PersonActions({ person, companies, isYou }: Props) {
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`Change ${isolated(person.name)}`}
            size="small"
            icon={<Ellipsis aria-hidden className="size-4" />}
          />
        }
      >
        <MenuItem icon={<UserCog aria-hidden />} onSelect={() => setOpen('change')}>
          Role and companies
        </MenuItem>
        <MenuItem icon={<LogOut aria-hidden />} disabled={!person.sessionCount} onSelect={() => setOpen('sessions')}>
          Sign out everywhere
        </MenuItem>
        {person.hasPassword && !person.disabledAt && (
          <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setOpen('password')}>
            New password link
          </MenuItem>
        )}
        {person.hasSecondFactor && (
          <MenuItem icon={<ShieldOff aria-hidden />} onSelect={() => setOpen('factor')}>
            Remove second factor
          </MenuItem>
        )}
        {person.disabledAt ? (
          <MenuItem
            icon={<RotateCcw aria-hidden />}
            onSelect={() => told(enable(person.id), `${isolated(person.name)} may sign in again.`)}
          >
            Enable
          </MenuItem>
        ) : (
          <MenuItem icon={<Ban aria-hidden />} isDangerous disabled={isYou} onSelect={() => setOpen('disable')}>
            Disable
          </MenuItem>
        )}
      </Menu>
      <ChangeDialog person={person} companies={companies} isOpen={open === 'change'} close={close} />
      <PasswordLinkDialog person={person} isOpen={open === 'password'} close={close} />
      <ConfirmDialog
        title={`Disable ${isolated(person.name)}?`}
        confirmLabel="Disable"
        open={open === 'disable'}
        onOpenChange={close}
        onConfirm={() => told(disable(person.id), `${isolated(person.name)} is disabled and signed out.`)}
      >
        They are signed out everywhere at once and cannot sign in again. What they did stays in the audit. You can
        enable them again at any time.
      </ConfirmDialog>
      <ConfirmDialog
        title={`Sign ${isolated(person.name)} out everywhere?`}
        confirmLabel="Sign out everywhere"
        open={open === 'sessions'}
        onOpenChange={close}
        onConfirm={() => told(endSessions(person.id), `${isolated(person.name)} is signed out everywhere.`)}
      >
        {person.sessionCount === 1 ? 'Their one session ends' : `Their ${person.sessionCount} sessions end`} at once.
        They can sign in again.
      </ConfirmDialog>
      <ConfirmDialog
        title={`Remove the second factor of ${isolated(person.name)}?`}
        confirmLabel="Remove second factor"
        open={open === 'factor'}
        onOpenChange={close}
        onConfirm={() => told(endSecondFactor(person.id), `${isolated(person.name)} signs in with the password alone.`)}
      >
        For somebody whose authenticator and recovery codes are gone. They can sign in with their password alone and set
        it up again. Make sure that it is they who ask.
      </ConfirmDialog>
    </>
  )
}

async function told(act: ReturnType<typeof disable | typeof enable>, done: string) {
  const state = await acted(act)
  if (state.ok) toast.good(done)
  else toast.failure(state.message)
  return state.ok
}
