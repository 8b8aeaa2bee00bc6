'use client'

import type { Menu as Base } from '@base-ui/react/menu'
import { createContext, use } from 'react'

/** The parts of a menu. The panel provides them, so that a page without an open menu doesn't load them. */
export const MenuParts = createContext<typeof Base | null>(null)

export function useMenuParts() {
  const parts = use(MenuParts)
  if (!parts) throw new Error('This belongs into a menu.')
  return parts
}
