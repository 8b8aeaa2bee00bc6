'use client'

import { useState } from 'react'
import { LanguageButtons } from '@/app/(desk)/[company]/[app]/[environment]/prompt/language-buttons'
import { PhonePreview } from '@/app/(desk)/[company]/[app]/[environment]/prompt/phone-preview'
import type { ChangedWords } from '@/lib/prompts/approvals/changed-words'

/** What customers would read after the change, in the languages that it changes. */
export function ProposalPreview({ words: { words, languages, isOn } }: { words: ChangedWords }) {
  const [chosen, setChosen] = useState('')
  const [theme, setTheme] = useState<'light' | 'dark'>('light')
  const { fallbackLocale } = words
  const open = languages.includes(chosen) ? chosen : (languages[0] ?? fallbackLocale)
  return (
    <div className="flex w-[316px] max-w-full flex-col gap-3">
      {languages.length > 1 && <LanguageButtons tags={languages} {...{ fallbackLocale, open }} onOpen={setChosen} />}
      <PhonePreview label="Preview after the change" content={{ words, isOn }} locale={open} {...{ theme, setTheme }} />
    </div>
  )
}
