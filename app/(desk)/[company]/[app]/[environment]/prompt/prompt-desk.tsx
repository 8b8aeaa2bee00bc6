'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Callout } from '@/components/ui/callout'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { History } from '@/lib/prompts/list-revisions'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import { ExplainPanel } from './explain-panel'
import { HistoryPanel } from './history-panel'
import { LevelChain } from './level-chain'
import { MoreMenu } from './more-menu'
import { OvertakenBanner } from './overtaken-banner'
import { PromptEditor } from './prompt-editor'
import { levelName, levelOf, type PromptEnvironment } from './prompt-place'
import { ProposalList } from './proposal-list'
import { ResultsPanel } from './results-panel'
import { StagedBar } from './staged-bar'
import { TrueSentence } from './true-sentence'
import { TurnOffButton } from './turn-off-button'
import { useDraft } from './use-draft'

export type PromptDeskProps = {
  input: PlaceInput
  prompt: ShownPrompt
  history: History
  staffId: string
  environment: PromptEnvironment
}

const tabs = ['edit', 'explain', 'history', 'results'] as const

export function PromptDesk({ input, prompt, history, staffId, environment }: PromptDeskProps) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(tabs).withDefault('edit').withOptions({ history: 'push' }),
  )
  const draft = useDraft({ saved: prompt.own, inherited: prompt.inherited.content })
  const level = levelOf(input)
  return (
    <div className="flex flex-col gap-5 pb-20">
      <PageHeader
        title={level === 'app' ? 'Prompt' : `Prompt of ${level === 'company' ? environment.company : 'the platform'}`}
        badges={<EnvironmentBadge name={environment.name} />}
        description={<TrueSentence input={input} prompt={prompt} level={level} />}
        actions={
          <>
            <MoreMenu input={input} draft={draft} mayPublish={prompt.mayPublish} />
            {prompt.mayPublish && <TurnOffButton input={input} prompt={prompt} name={levelName(level, environment)} />}
          </>
        }
      />
      <LevelChain level={level} prompt={prompt} environment={environment} />
      {!prompt.mayPublish && <ReadOnly prompt={prompt} level={level} environment={environment} />}
      <OvertakenBanner input={input} revision={prompt.revision} isStaged={draft.isStaged} />
      <ProposalList input={input} prompt={prompt} staffId={staffId} />
      <Tabs
        label="Prompt"
        value={tab}
        onValueChange={(next) => void setTab(next)}
        tabs={[
          { value: 'edit', label: 'Setting', panel: <PromptEditor input={input} prompt={prompt} draft={draft} /> },
          {
            value: 'explain',
            label: 'Explain',
            panel: <ExplainPanel input={input} draft={draft} history={history} environment={environment} />,
          },
          {
            value: 'history',
            label: 'History',
            panel: (
              <HistoryPanel
                input={input}
                history={history}
                prompt={prompt}
                draft={draft}
                onStaged={() => void setTab('edit')}
              />
            ),
          },
          { value: 'results', label: 'Results', panel: <ResultsPanel input={input} environmentId={environment.id} /> },
        ]}
      />
      {prompt.mayPublish && <StagedBar input={input} prompt={prompt} draft={draft} />}
    </div>
  )
}

function ReadOnly({
  prompt,
  level,
  environment,
}: {
  prompt: ShownPrompt
  level: 'platform' | 'company' | 'app'
  environment: PromptEnvironment
}) {
  const who = level === 'platform' ? 'Admins' : `Integration managers of ${environment.company}`
  return (
    <Callout title="You can look at everything here">
      {who} can change it
      {prompt.managers.length > 0 ? `: ${prompt.managers.join(', ')}.` : '; nobody has that role yet.'}
    </Callout>
  )
}
