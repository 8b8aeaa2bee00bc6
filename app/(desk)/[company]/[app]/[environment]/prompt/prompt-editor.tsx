'use client'

import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { Switch } from '@/components/ui/switch'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import { AskAgainEditor } from './ask-again-editor'
import { levelOf } from './prompt-place'
import { PromptPreview } from './prompt-preview'
import { RulesEditor } from './rules-editor'
import { ScheduleEditor } from './schedule-editor'
import { ShareField } from './share-field'
import type { Draft } from './use-draft'
import { WordsEditor } from './words-editor'

type Props = { input: PlaceInput; prompt: ShownPrompt; draft: Draft }

export function PromptEditor({ input, prompt, draft }: Props) {
  const { shown, change } = draft
  const isInherited = draft.content === null
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_316px]">
      <fieldset disabled={!prompt.mayPublish} className="flex min-w-0 flex-col gap-8">
        <legend className="sr-only">Setting</legend>
        <Origin prompt={prompt} draft={draft} />
        <div
          className={isInherited ? 'pointer-events-none flex flex-col gap-8 opacity-60' : 'flex flex-col gap-8'}
          inert={isInherited}
        >
          <div className="rounded-surface border p-4">
            <Switch
              label={shown.isOn ? 'On: customers who join the queue are asked' : 'Off: nobody is asked'}
              hint="Staged like every change here; use “Turn off” at the top when it has to be now."
              checked={shown.isOn}
              disabled={!prompt.mayPublish}
              onCheckedChange={(isOn) => change((content) => ({ ...content, isOn, stopsBelow: false }))}
            />
            {levelOf(input) !== 'app' && !shown.isOn && (
              <div className="mt-3 border-t pt-3">
                <Switch
                  label="Also off for everything that is set below"
                  checked={shown.stopsBelow}
                  disabled={!prompt.mayPublish}
                  onCheckedChange={(stopsBelow) => change((content) => ({ ...content, stopsBelow }))}
                />
              </div>
            )}
          </div>
          <Section
            title="Who is asked"
            description="From the top: the first rule that holds decides. Who has answered iOS’s own alert is never asked."
          >
            <RulesEditor input={input} draft={draft} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-surface border border-dashed px-4 py-3">
              <span className="font-medium">Everybody else</span>
              <ShareField
                label="Share of everybody else"
                share={shown.rollout.share}
                errors={draft.errorsAt('rollout.share')}
                onChange={(share) => change((content) => ({ ...content, rollout: { ...content.rollout, share } }))}
              />
              <Button
                size="small"
                variant="ghost"
                onClick={() => change((content) => ({ ...content, rollout: { ...content.rollout, salt: newSalt() } }))}
              >
                Deal customers anew
              </Button>
            </div>
          </Section>
          <ScheduleEditor draft={draft} />
          <AskAgainEditor draft={draft} />
          <WordsEditor draft={draft} />
        </div>
      </fieldset>
      <PromptPreview content={shown} />
    </div>
  )
}

/** Inherited or set here, and the way from one to the other. */
function Origin({ prompt, draft }: { prompt: ShownPrompt; draft: Draft }) {
  const { source } = prompt.inherited
  const from = source === 'none' ? 'nothing is set above, so it is off' : `the ${source}’s setting applies`
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-surface bg-neutral-2 px-4 py-3">
      <p>
        <strong className="font-semibold">{draft.content === null ? 'Inherited' : 'Set here'}</strong>
        <span className="text-quiet">
          {draft.content === null ? `: ${from}.` : ': this applies whole, whatever is set above.'}
        </span>
      </p>
      {prompt.mayPublish &&
        (draft.content === null ? (
          <Button size="small" onClick={() => draft.replace(prompt.inherited.content)}>
            Set here
          </Button>
        ) : (
          <Button size="small" variant="ghost" onClick={() => draft.replace(null)}>
            Inherit instead
          </Button>
        ))}
    </div>
  )
}

const newSalt = () => Math.random().toString(36).slice(2, 8)
