'use client'

import type { Menu as Base } from '@base-ui/react/menu'
import { createContext, use } from 'react'

/** What a menu is made of; the panel brings it, so that a page without an open menu does not load it. */
export const MenuParts = createContext<typeof Base | null>(null)

export function useMenuParts() {
  const parts = use(MenuParts)
  if (!parts) throw new Error('This belongs into a menu.')
  return parts
}
