'use client'

import { rememberInCookie } from '@/components/desk/remember-in-cookie'

export const themeNames = ['system', 'light', 'dark'] as const
export type Theme = (typeof themeNames)[number]

export const isTheme = (word: string | undefined): word is Theme => themeNames.some((name) => name === word)

export function showTheme(theme: Theme) {
  document.documentElement.dataset.theme = theme
  rememberInCookie('theme', theme)
}
