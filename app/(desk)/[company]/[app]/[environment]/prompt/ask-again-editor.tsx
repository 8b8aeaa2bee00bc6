'use client'

import { TextField } from '@/components/ui/form/text-field'
import { Section } from '@/components/ui/section'
import { askAgainSentence } from '@/lib/prompts/content/sentences'
import type { Draft } from './use-draft'

export function AskAgainEditor({ draft }: { draft: Draft }) {
  const { askAgain, sdkVersionMin } = draft.shown
  const set = (change: Partial<typeof askAgain>) =>
    draft.change((content) => ({ ...content, askAgain: { ...content.askAgain, ...change } }))
  return (
    <Section
      title="Frequency"
      description={`${askAgainSentence(askAgain)}. iOS shows its alert only once per app install.`}
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label="Days before asking again"
          type="number"
          min={0}
          value={askAgain.afterDays}
          errors={draft.errorsAt('askAgain.afterDays')}
          onChange={(event) => set({ afterDays: Math.round(Number(event.target.value)) })}
        />
        <TextField
          label="Maximum times asked"
          type="number"
          min={1}
          value={askAgain.timesMax}
          errors={draft.errorsAt('askAgain.timesMax')}
          onChange={(event) => set({ timesMax: Math.round(Number(event.target.value)) })}
        />
        <TextField
          label="Minimum SDK version"
          isOptional
          isMono
          placeholder="any"
          value={sdkVersionMin ?? ''}
          errors={draft.errorsAt('sdkVersionMin')}
          onChange={(event) =>
            draft.change((content) => ({ ...content, sdkVersionMin: event.target.value.trim() || null }))
          }
        />
      </div>
    </Section>
  )
}
