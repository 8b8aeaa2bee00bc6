'use client'

import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Suspense } from 'react'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { untilLoaded } from '@/components/ui/on-demand'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import { useKeys } from '@/components/ui/use-keys'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { History } from '@/lib/prompts/list-revisions'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { draftKey } from './draft-storage'
import { EditorsNote } from './editors-note'
import { LevelChain } from './level-chain'
import { MoreMenu } from './more-menu'
import { PromptEditor } from './prompt-editor'
import { levelName, type PromptEnvironment, promptLevelOf } from './prompt-place'
import { PromptStatusLine } from './prompt-status-line'
import { RestoredNote } from './restored-note'
import { NewerRevisionBanner } from './review/newer-revision-banner'
import { PauseItem } from './review/pause-item'
import { ProposalList } from './review/proposal-list'
import { StagedBar } from './review/staged-bar'
import { TurnOffButton } from './review/turn-off-button'
import { useDraft } from './use-draft'

export type PromptScreenProps = {
  input: PlaceInput
  prompt: PromptView
  history: History
  staffId: string
  environment: PromptEnvironment
  /** The configuration in effect for the app, whichever level is open. */
  appEffective: PromptView['effective']
}

// next/dynamic, not React.lazy: a server-rendered panel doesn't respond until its code loads, so load it with the page.
const ExplainPanel = dynamic(() =>
  untilLoaded(() => import('./explain/explain-panel').then(({ ExplainPanel }) => ExplainPanel)),
)
const HistoryPanel = dynamic(() =>
  untilLoaded(() => import('./history/history-panel').then(({ HistoryPanel }) => HistoryPanel)),
)
const LimitsNote = dynamic(() => untilLoaded(() => import('./limits-note').then(({ LimitsNote }) => LimitsNote)))
const ManagedNote = dynamic(() => untilLoaded(() => import('./managed-note').then(({ ManagedNote }) => ManagedNote)))
const ResultsPanel = dynamic(() =>
  untilLoaded(() => import('./results/results-panel').then(({ ResultsPanel }) => ResultsPanel)),
)

const tabs = ['edit', 'explain', 'history', 'results'] as const

export function PromptScreen({ input, prompt, history, staffId, environment, appEffective }: PromptScreenProps) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(tabs).withDefault('edit').withOptions({ history: 'push' }),
  )
  const draft = useDraft({
    key: draftKey(staffId, input),
    saved: { revision: prompt.revision, content: prompt.own },
    inherited: prompt.inherited.content,
  })
  const open = (next: (typeof tabs)[number]) => void setTab(next)
  useKeys({ e: () => open('edit'), x: () => open('explain'), h: () => open('history') })
  const level = promptLevelOf(input)
  const name = levelName(level, environment)
  return (
    <div className="flex flex-col gap-5 pb-[calc(var(--bottom-bar,0px)+1rem)]">
      <PageHeader
        title={
          level === 'app' ? 'Prompt' : level === 'company' ? `Prompt for ${environment.company}` : 'Platform prompt'
        }
        badges={<EnvironmentBadge name={environment.name} />}
        description={<PromptStatusLine input={input} prompt={prompt} level={level} />}
        actions={
          <>
            <MoreMenu
              {...{ input, draft }}
              mayPublish={prompt.mayPublish}
              pause={prompt.mayTurnOff && prompt.hasRolloutAhead && <PauseItem {...{ input, name }} />}
            />
            {prompt.mayTurnOff && <TurnOffButton {...{ input, prompt, name }} />}
          </>
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <LevelChain level={level} effective={appEffective} environment={environment} />
        <EditorsNote input={input} isStaged={draft.isStaged} />
      </div>
      {!(prompt.isReadable && prompt.mayTurnOff) && <LimitsNote {...{ prompt, level, environment }} />}
      {prompt.managedFrom && (
        <ManagedNote input={input} managedFrom={prompt.managedFrom} mayPublish={prompt.mayPublish} />
      )}
      <RestoredNote draft={draft} />
      <NewerRevisionBanner input={input} draft={draft} revision={prompt.revision} />
      <ProposalList {...{ input, prompt, staffId }} companyName={environment.company} />
      <Tabs
        label="Prompt"
        value={tab}
        onValueChange={open}
        tabs={[
          {
            value: 'edit' as const,
            label: 'Configuration',
            panel: prompt.isReadable && <PromptEditor input={input} prompt={prompt} draft={draft} />,
          },
          {
            value: 'explain' as const,
            label: 'Explain',
            panel: <ExplainPanel input={input} draft={draft} history={history} environment={environment} />,
          },
          {
            value: 'history' as const,
            label: 'History',
            panel: (
              <HistoryPanel
                input={input}
                history={history}
                prompt={prompt}
                draft={draft}
                onStaged={() => {
                  open('edit')
                  window.scrollTo({ top: 0 })
                }}
              />
            ),
          },
          {
            value: 'results' as const,
            label: 'Results',
            panel: <ResultsPanel input={input} environmentId={environment.id} revision={prompt.effective.revision} />,
          },
        ].map((one) => ({ ...one, panel: <Suspense fallback={<Skeleton className="h-96" />}>{one.panel}</Suspense> }))}
      />
      {prompt.mayPublish && <StagedBar input={input} draft={draft} revision={prompt.revision} />}
    </div>
  )
}
