'use client'

import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { useState } from 'react'
import { signOut } from '@/components/desk/sign-out'
import { Avatar } from '@/components/ui/avatar'
import { Menu, MenuGroup, MenuItem, MenuLink, MenuRadioGroup, MenuSeparator } from '@/components/ui/overlays/menu'
import { Outside } from '@/components/ui/text/outside'
import { type Role, roleWord } from '@/lib/staff/roles'
import { isTheme, showTheme, type Theme } from './theme'

export type PersonView = { name: string; email: string; role: Role }

const themes = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
] as const

export function PersonMenu({ person, theme: remembered }: { person: PersonView; theme: string | undefined }) {
  const [theme, setTheme] = useState<Theme>(isTheme(remembered) ? remembered : 'system')
  return (
    <Menu
      isSticky
      align="start"
      side="top"
      trigger={
        <button type="button" className="flex w-full items-center gap-2.5 rounded-control p-2 text-left hover:bg-hover">
          <Avatar name={person.name} />
          <span className="flex min-w-0 flex-col">
            <span className="truncate font-medium">
              <Outside>{person.name}</Outside>
            </span>
            <span className="truncate text-faint text-sm">{roleWord(person.role)}</span>
          </span>
        </button>
      }
    >
      <p className="max-w-56 truncate px-2 py-1.5 text-faint text-sm">{person.email}</p>
      <MenuLink href="/account" icon={<UserRound aria-hidden />}>
        Account
      </MenuLink>
      <MenuSeparator />
      <MenuGroup label="Theme">
        <MenuRadioGroup
          label="Theme"
          value={theme}
          options={themes}
          onValueChange={(next) => {
            setTheme(next)
            showTheme(next)
          }}
        />
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
