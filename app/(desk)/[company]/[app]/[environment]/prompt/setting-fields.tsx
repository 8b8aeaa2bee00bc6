'use client'

import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/form/switch'
import { Section } from '@/components/ui/section'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { AskAgainEditor } from './ask-again-editor'
import { promptLevelOf } from './prompt-place'
import { RulesEditor } from './rules/rules-editor'
import { ScheduleEditor } from './schedule/schedule-editor'
import { ShareField } from './schedule/share-field'
import type { Draft } from './use-draft'
import { WordsEditor } from './words-editor'

/** Edits the whole configuration of a level. */
export function SettingFields({ input, draft }: { input: PlaceInput; draft: Draft }) {
  const { shown, change } = draft
  return (
    <div className="flex flex-col gap-8">
      <div className="rounded-surface border p-4">
        <Switch
          label={shown.isOn ? 'On: customers are asked when they join a queue' : 'Off: no one is asked'}
          hint="Takes effect after you review and save. To stop right away, use Turn off at the top."
          checked={shown.isOn}
          onCheckedChange={(isOn) => change((content) => ({ ...content, isOn, stopsBelow: false }))}
        />
        {promptLevelOf(input) !== 'app' && !shown.isOn && (
          <div className="mt-3 border-t pt-3">
            <Switch
              label="Force off: also turn the prompt off at every level below"
              checked={shown.stopsBelow}
              onCheckedChange={(stopsBelow) => change((content) => ({ ...content, stopsBelow }))}
            />
          </div>
        )}
      </div>
      <Section
        title="Rules and rollout"
        description="Rules run from top to bottom; the first match decides. Customers who already answered the iOS alert aren’t asked."
      >
        <RulesEditor input={input} draft={draft} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-surface border border-dashed px-4 py-3">
          <span className="font-medium">Everyone else</span>
          <ShareField
            label="Percentage of everyone else"
            share={shown.rollout.share}
            errors={draft.errorsAt('rollout.share')}
            onChange={(share) => change((content) => ({ ...content, rollout: { ...content.rollout, share } }))}
          />
          <Button
            size="small"
            variant="ghost"
            onClick={() => change((content) => ({ ...content, rollout: { ...content.rollout, salt: newSalt() } }))}
          >
            Reshuffle customers
          </Button>
        </div>
      </Section>
      <ScheduleEditor draft={draft} />
      <AskAgainEditor draft={draft} />
      <WordsEditor draft={draft} />
    </div>
  )
}

const newSalt = () => Math.random().toString(36).slice(2, 8)
