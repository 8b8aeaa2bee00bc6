'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import type { PromptEnvironment } from '@/app/(desk)/[company]/[app]/[environment]/prompt/prompt-place'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Callout } from '@/components/ui/callout'
import { DateTimeField } from '@/components/ui/form/date-time-field'
import { Select } from '@/components/ui/form/select'
import type { SelectOption } from '@/components/ui/form/select-list'
import { TextField } from '@/components/ui/form/text-field'
import { Skeleton } from '@/components/ui/skeleton'
import { CopyButton } from '@/components/ui/text/copy-button'
import { isInstant, ownTimeZone } from '@/components/ui/time/wall-time'
import { permissionLabels } from '@/lib/devices/device-labels'
import { listedMax } from '@/lib/paging/listed-max'
import { pushPermissions } from '@/lib/prompts/content/attributes'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { History } from '@/lib/prompts/list-revisions'
import { attributesRead, contextOfClient, evaluationCurl, likely, shownValue, typedContext } from './evaluation-context'
import { explanation, recentClientsQuery } from './explain.query'
import { EvaluationVerdict, Steps } from './explained-steps'

type Props = { input: PlaceInput; draft: Draft; history: History; environment: PromptEnvironment }

/** Explains why someone is asked or not: the evaluator's steps for any context, time, and revision. */
export function ExplainPanel({ input, draft, history, environment }: Props) {
  const fields = useMemo(() => attributesRead(draft.shown), [draft.shown])
  const [chosen, setChosen] = useState<Record<string, unknown>>()
  const said = useMemo(() => chosen ?? likely(draft.shown), [chosen, draft.shown])
  const [typed, setTyped] = useState<Record<string, string>>({})
  const { data: clients } = useQuery(recentClientsQuery(environment.id))
  const [at, setAt] = useState<string | null>(null)
  const [which, setWhich] = useState('now')
  const context = useMemo(() => typedContext(said, typed), [said, typed])
  const asked = useDeferredValue(
    JSON.stringify({
      ...input,
      context,
      ...(at !== null && isInstant(at) && { at }),
      ...(which === 'draft' && { draft: draft.content }),
      ...(/^\d+$/.test(which) && { revision: Number(which) }),
    }),
  )
  const { data, error } = useQuery(explanation(asked, history.revisions[0]?.number ?? 0))
  const set = (name: string, value: string) => setTyped((all) => ({ ...all, [name]: value }))
  const shown = (name: string) => typed[name] ?? shownValue(said, name)

  return (
    <div className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-[300px_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <div aria-live="polite" className="flex min-w-0 flex-col gap-5 lg:col-start-2">
        {error && (
          <Callout tone="failure" title="Couldn’t explain this">
            {error.message}
          </Callout>
        )}
        {data ? <EvaluationVerdict explanation={data} /> : !error && <Skeleton className="h-[98px] sm:h-[78px]" />}
      </div>
      <form
        aria-label="Client"
        className="flex flex-col gap-3 lg:col-start-1 lg:row-span-2 lg:row-start-1"
        // Results update while typing. The empty action keeps Enter from submitting the form, even before hydration.
        action={() => undefined}
      >
        <Select
          label="Configuration"
          name="configuration"
          value={which}
          onValueChange={setWhich}
          options={[
            { value: 'now', label: 'In effect now' },
            ...(draft.isStaged ? [{ value: 'draft', label: 'Unsaved changes' }] : []),
            ...history.revisions.map(({ number }) => ({ value: String(number), label: `Revision ${number}` })),
          ]}
        />
        <DateTimeField
          label="Time"
          isOptional
          hint="Leave empty to use the current time. Your time zone."
          at={at}
          timeZone={ownTimeZone()}
          onChange={setAt}
        />
        {clients?.length !== 0 && (
          <Select
            label={`Fill in from one of the last ${listedMax.recentClients} clients`}
            placeholder="Choose a recent client"
            disabled={!clients}
            onValueChange={(key) => {
              setChosen(contextOfClient(clients?.find(({ targetingKey }) => targetingKey === key)))
              setTyped({})
            }}
            options={(clients ?? []).map(({ targetingKey, value, context: client }) => ({
              value: targetingKey,
              label: targetingKey,
              hint: `${value === 'on' ? 'asked' : 'not asked'} · app ${client.appVersion ?? '?'} · ${client.locale ?? '?'}`,
            }))}
          />
        )}
        {fields.map(({ name, label, placeholder }) =>
          name === 'permission' ? (
            <Select
              key={name}
              label={label}
              name={name}
              value={shown(name) || 'notDetermined'}
              onValueChange={(value) => set(name, value)}
              options={permissionOptions(shown(name))}
            />
          ) : (
            <TextField
              key={name}
              label={label}
              isMono
              placeholder={placeholder}
              value={shown(name)}
              onChange={(event) => set(name, event.target.value)}
            />
          ),
        )}
        <div>
          <CopyButton label="Copy as curl" text={evaluationCurl(context)} />
        </div>
      </form>
      <div className="min-w-0 lg:col-start-2">{data && <Steps explanation={data} />}</div>
    </div>
  )
}

/** Includes a value sent by a client even if iOS has no such status. */
function permissionOptions(said: string) {
  const options: SelectOption[] = pushPermissions.map((value) => ({
    value,
    label: permissionLabels[value],
    hint: value,
  }))
  const isKnown = said === '' || options.some(({ value }) => value === said)
  return isKnown ? options : [...options, { value: said, label: said, hint: 'Not an iOS status' }]
}
