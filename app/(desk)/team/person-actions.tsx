'use client'

import { Ban, Ellipsis, KeyRound, LogOut, RotateCcw, ShieldOff, UserCog, Users } from 'lucide-react'
import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { IconButton } from '@/components/ui/icon-button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import type { FormState } from '@/lib/form-state'
import type { Teammate } from '@/lib/staff/team/list-team'
import { isolated } from '@/lib/text/isolated'
import {
  disableTeammateAction,
  enableTeammateAction,
  endTeammatesSecondFactorAction,
  endTeammatesSessionsAction,
  followGroupsAction,
} from './actions'
import { ChangeDialog } from './change-dialog'
import { PasswordLinkDialog } from './password-link-dialog'
import type { AssignableCompany } from './role-and-companies'

type Props = { person: Teammate; companies: readonly AssignableCompany[]; isYou: boolean }
type Open = 'change' | 'groups' | 'disable' | 'sessions' | 'factor' | 'password' | undefined

export function PersonActions({ person, companies, isYou }: Props) {
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`Actions for ${isolated(person.name)}`}
            size="small"
            icon={<Ellipsis aria-hidden className="size-4" />}
          />
        }
      >
        {!person.followsGroups && (
          <MenuItem icon={<UserCog aria-hidden />} onSelect={() => setOpen('change')}>
            Change role and companies…
          </MenuItem>
        )}
        {(person.followsGroups || person.hasSingleSignOn) && (
          <MenuItem icon={<Users aria-hidden />} onSelect={() => setOpen('groups')}>
            {person.followsGroups ? 'Set access in Pushdesk' : 'Set access by groups'}
          </MenuItem>
        )}
        <MenuItem icon={<LogOut aria-hidden />} disabled={!person.sessionCount} onSelect={() => setOpen('sessions')}>
          Sign out everywhere
        </MenuItem>
        {person.hasPassword && !person.disabledAt && (
          <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setOpen('password')}>
            Create password link…
          </MenuItem>
        )}
        {person.hasSecondFactor && (
          <MenuItem icon={<ShieldOff aria-hidden />} onSelect={() => setOpen('factor')}>
            Remove two-factor authentication
          </MenuItem>
        )}
        {person.disabledAt ? (
          <MenuItem
            icon={<RotateCcw aria-hidden />}
            onSelect={() =>
              told(
                acted(() => enableTeammateAction(person.id)),
                `${isolated(person.name)} enabled`,
              )
            }
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
        confirmLabel="Disable account"
        open={open === 'disable'}
        onOpenChange={close}
        onConfirm={() =>
          told(
            acted(() => disableTeammateAction(person.id)),
            `${isolated(person.name)} disabled`,
          )
        }
      >
        They’re signed out everywhere right away and can’t sign in again. Their entries stay in the audit log. You can
        enable them again at any time.
      </ConfirmDialog>
      <ConfirmDialog
        title={
          person.followsGroups
            ? `Set the access of ${isolated(person.name)} in Pushdesk?`
            : `Set the access of ${isolated(person.name)} by groups?`
        }
        confirmLabel={person.followsGroups ? 'Set in Pushdesk' : 'Set by groups'}
        open={open === 'groups'}
        onOpenChange={close}
        onConfirm={() =>
          told(
            acted(() => followGroupsAction(person.id, !person.followsGroups)),
            `${isolated(person.name)} updated`,
          )
        }
      >
        {person.followsGroups
          ? 'They keep their role and companies. Their groups at the identity provider no longer change them.'
          : 'Each single sign-on then sets their role and companies from their groups at the identity provider. If none of their groups grants access, they can’t sign in.'}
      </ConfirmDialog>
      <ConfirmDialog
        title={`Sign ${isolated(person.name)} out everywhere?`}
        confirmLabel="Sign out everywhere"
        open={open === 'sessions'}
        onOpenChange={close}
        onConfirm={() =>
          told(
            acted(() => endTeammatesSessionsAction(person.id)),
            `${isolated(person.name)} signed out everywhere`,
          )
        }
      >
        {person.sessionCount === 1 ? 'Their session ends' : `Their ${person.sessionCount} sessions end`} right away.
        They can sign in again.
      </ConfirmDialog>
      <ConfirmDialog
        title={`Remove two-factor authentication from ${isolated(person.name)}?`}
        confirmLabel="Remove two-factor authentication"
        open={open === 'factor'}
        onOpenChange={close}
        onConfirm={() =>
          told(
            acted(() => endTeammatesSecondFactorAction(person.id)),
            'Two-factor authentication removed',
          )
        }
      >
        For someone who lost both the authenticator app and the recovery codes. They can sign in with only their
        password and set it up again. Confirm who’s asking before you do this.
      </ConfirmDialog>
    </>
  )
}

async function told(act: Promise<NonNullable<FormState>>, done: string) {
  const state = await act
  if (state.ok) toast.good(done)
  else toast.failure('Couldn’t change the staff member', { description: state.message })
  return state.ok
}
