'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/overlays/popover'
import { Section } from '@/components/ui/section'
import { canonicalLanguage, languageName } from '@/lib/prompts/content/language'
import { type WordPart, wordLabels, wordLimits } from '@/lib/prompts/content/word-limits'
import { LanguagePicker, useOpenLanguage } from './language-picker'
import { usePreview } from './preview-state'
import type { Draft } from './use-draft'

export function WordsEditor({ draft }: { draft: Draft }) {
  const { words } = draft.shown
  const { setLocale } = usePreview()
  const locales = Object.keys(words.locales)
  const open = useOpenLanguage(words)
  const current = words.locales[open] ?? { title: '', body: '', accept: '', dismiss: '' }
  const setWords = (edit: (words: typeof draft.shown.words) => typeof draft.shown.words) =>
    draft.change((content) => ({ ...content, words: edit(content.words) }))

  const set = (part: WordPart, text: string) =>
    setWords((all) => ({ ...all, locales: { ...all.locales, [open]: { ...current, [part]: text } } }))

  return (
    <Section
      title="Text"
      description={`Customers see the text closest to their language and script, or ${languageName(words.fallbackLocale)} if there is none.`}
      actions={
        <AddLanguage
          taken={locales}
          onAdd={(tag) => {
            setWords((all) => ({
              ...all,
              locales: { ...all.locales, [tag]: { title: '', body: '', accept: '', dismiss: '' } },
            }))
            setLocale(tag)
          }}
        />
      }
    >
      <LanguagePicker words={words} hasErrors={(tag) => draft.errorsAt(`words.locales.${tag}`) !== undefined} />
      {locales
        .filter((tag) => tag !== open && draft.errorsAt(`words.locales.${tag}`))
        .map((tag) => (
          <p key={tag} className="text-danger-text text-sm">
            {languageName(tag)}: {draft.errorsAt(`words.locales.${tag}`)?.join(' ')}
          </p>
        ))}
      <div className="grid gap-4 sm:grid-cols-2">
        {(Object.keys(wordLabels) as WordPart[]).map((part) => {
          const field = {
            label: wordLabels[part],
            lang: open,
            value: current[part],
            errors: draft.errorsAt(`words.locales.${open}.${part}`),
            hint: <Count length={current[part].length} max={wordLimits[part]} />,
          }
          return (
            <div key={part} className={part === 'title' || part === 'body' ? 'sm:col-span-2' : undefined}>
              {part === 'body' ? (
                <TextArea {...field} rows={3} onChange={(event) => set(part, event.target.value)} />
              ) : (
                <TextField {...field} onChange={(event) => set(part, event.target.value)} />
              )}
            </div>
          )
        })}
      </div>
      {draft.errorsAt('words.fallbackLocale') && (
        <p className="text-danger-text text-sm">{draft.errorsAt('words.fallbackLocale')?.join(' ')}</p>
      )}
      {open !== words.fallbackLocale && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="ghost" onClick={() => setWords((all) => ({ ...all, fallbackLocale: open }))}>
            Make {languageName(open)} the fallback
          </Button>
          <IconButton
            label={`Remove ${languageName(open)}`}
            size="small"
            icon={<Trash2 aria-hidden className="size-3.5" />}
            onClick={() =>
              setWords((all) => {
                const { [open]: _, ...rest } = all.locales
                return { ...all, locales: rest }
              })
            }
          />
        </div>
      )}
    </Section>
  )
}

function Count({ length, max }: { length: number; max: number }) {
  return (
    <span className={length > max ? 'text-danger-text' : undefined}>
      {length} of {max} characters
    </span>
  )
}

function AddLanguage({ taken, onAdd }: { taken: string[]; onAdd: (tag: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  const [tag, setTag] = useState('')
  const added = canonicalLanguage(tag)
  const isGood = added !== undefined && !taken.some((one) => canonicalLanguage(one) === added)

  function add() {
    if (!isGood) return
    onAdd(added)
    setTag('')
    setOpen(false)
  }

  return (
    <Popover
      title="Add language"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" variant="ghost" icon={<Plus aria-hidden className="size-3.5" />}>
          Add language
        </Button>
      }
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <TextField
          label="Language tag"
          isMono
          placeholder="pt-BR"
          value={tag}
          onChange={(event) => setTag(event.target.value.trim())}
          className="w-36"
        />
        <Button type="submit" disabled={!isGood}>
          Add{isGood ? ` ${languageName(tag)}` : ''}
        </Button>
      </form>
    </Popover>
  )
}
