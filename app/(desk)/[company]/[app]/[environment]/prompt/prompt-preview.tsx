'use client'

import type { PromptContent } from '@/lib/prompts/content/content'
import { PhonePreview } from './phone-preview'
import { usePreview } from './preview-state'

/** The edited prompt, in the language that is open in the editor. */
export function PromptPreview({ content }: { content: PromptContent }) {
  const { locale, theme, setTheme } = usePreview()
  return (
    <div className="mx-auto lg:sticky lg:top-16">
      <PhonePreview label="Preview" {...{ content, locale, theme, setTheme }} />
    </div>
  )
}
