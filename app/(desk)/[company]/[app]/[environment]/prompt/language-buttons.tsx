'use client'

import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { languageName } from '@/lib/prompts/content/language'

type Props = {
  tags: string[]
  fallbackLocale: string
  open: string
  onOpen: (tag: string) => void
  hasErrors?: (tag: string) => boolean
}

export function LanguageButtons({ tags, fallbackLocale, open, onOpen, hasErrors }: Props) {
  return (
    <fieldset aria-label="Languages" className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-pressed={tag === open}
          onClick={() => onOpen(tag)}
          className={classNames(
            'flex h-7 items-center gap-1.5 rounded-control border px-2.5',
            tag === open
              ? 'border-accent-text bg-accent-soft font-medium text-accent-text'
              : 'border-line-control text-quiet hover:bg-hover',
            hasErrors?.(tag) && 'border-danger',
          )}
        >
          {languageName(tag)}
          {tag === fallbackLocale && <Badge>Fallback</Badge>}
        </button>
      ))}
    </fieldset>
  )
}
