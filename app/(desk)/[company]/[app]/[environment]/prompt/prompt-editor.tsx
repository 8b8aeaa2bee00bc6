'use client'

import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import { Button } from '@/components/ui/button'
import { untilLoaded } from '@/components/ui/on-demand'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { PromptPreview } from './prompt-preview'
import { SettingSummary } from './setting-summary'
import type { Draft } from './use-draft'

type Props = { input: PlaceInput; prompt: PromptView; draft: Draft }

const SettingFields = dynamic(() =>
  untilLoaded(() => import('./setting-fields').then(({ SettingFields }) => SettingFields)),
)

export function PromptEditor({ input, prompt, draft }: Props) {
  const isReadOnly = draft.content === null || !prompt.mayPublish
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_316px]">
      <div className="flex min-w-0 flex-col gap-5">
        <Origin prompt={prompt} draft={draft} />
        {isReadOnly ? (
          <SettingSummary content={draft.shown} />
        ) : (
          <Suspense fallback={<Skeleton className="h-[640px]" />}>
            <SettingFields input={input} draft={draft} />
          </Suspense>
        )}
      </div>
      <PromptPreview content={draft.shown} />
    </div>
  )
}

/** Says whether the configuration is inherited or customized, and switches between the two. */
function Origin({ prompt, draft }: { prompt: PromptView; draft: Draft }) {
  const { source } = prompt.inherited
  const from =
    source === 'none'
      ? 'not configured at a higher level, so the prompt is off'
      : `the ${source}’s configuration applies`
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-surface bg-neutral-2 px-4 py-3">
      <p>
        <strong className="font-semibold">{draft.content === null ? 'Inherited' : 'Customized here'}</strong>
        <span className="text-quiet">
          {draft.content === null ? `: ${from}.` : ': replaces everything inherited from higher levels.'}
        </span>
      </p>
      {prompt.mayPublish &&
        (draft.content === null ? (
          <Button size="small" onClick={() => draft.replace(prompt.inherited.content)}>
            Customize
          </Button>
        ) : (
          <Button size="small" variant="ghost" onClick={() => draft.replace(null)}>
            Reset to inherited
          </Button>
        ))}
    </div>
  )
}
