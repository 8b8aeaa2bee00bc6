'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, CircleDot, CircleSlash, Minus, X } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { type Answer, promptAct } from '@/app/(desk)/prompt/prompt-acts'
import { Callout } from '@/components/ui/callout'
import { classNames } from '@/components/ui/class-names'
import { CopyButton } from '@/components/ui/copy-button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { PromptContent } from '@/lib/prompts/content'
import type { History } from '@/lib/prompts/list-revisions'
import type { PromptEnvironment } from './prompt-place'
import type { Draft } from './use-draft'

type Props = { input: PlaceInput; draft: Draft; history: History; environment: PromptEnvironment }
type Explanation = Answer<'explain'>

/** Why somebody sees it or not: the evaluator's own steps, for any context, moment and revision. */
export function ExplainPanel({ input, draft, history, environment }: Props) {
  const fields = useMemo(() => attributesRead(draft.shown), [draft.shown])
  const [values, setValues] = useState<Record<string, string>>(() => likely(draft.shown))
  const { data: clients = [] } = useQuery({
    queryKey: ['prompt', 'recent-clients', environment.id],
    queryFn: ({ signal }) => promptAct('recent-clients', { environmentId: environment.id }, signal),
  })
  const [at, setAt] = useState('')
  const [which, setWhich] = useState('now')
  const context = useMemo(() => contextOf(fields, values), [fields, values])
  const asked = useDeferredValue(
    JSON.stringify({
      ...input,
      context,
      ...(at && { at: new Date(at).toISOString() }),
      ...(which === 'draft' && { draft: draft.content }),
      ...(/^\d+$/.test(which) && { revision: Number(which) }),
    }),
  )
  const { data, error } = useQuery({
    queryKey: ['prompt', 'explain', asked],
    queryFn: ({ signal }) => promptAct('explain', JSON.parse(asked), signal),
    placeholderData: (previous) => previous,
  })
  const set = (name: string, value: string) => setValues((all) => ({ ...all, [name]: value }))

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[300px_minmax(0,1fr)]">
      <form aria-label="Who is asking" className="flex flex-col gap-3" onSubmit={(event) => event.preventDefault()}>
        <Select
          label="Which setting"
          value={which}
          onValueChange={setWhich}
          options={[
            { value: 'now', label: 'What applies now' },
            ...(draft.isStaged ? [{ value: 'draft', label: 'What is staged here' }] : []),
            ...history.revisions.map(({ number }) => ({ value: String(number), label: `Revision ${number}` })),
          ]}
        />
        <TextField
          label="At"
          isOptional
          type="datetime-local"
          hint="Now, where it is empty; your time zone."
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        {clients.length > 0 && (
          <Select
            label="Fill in from a recent phone"
            placeholder="Who asked last"
            onValueChange={(key) => setValues(valuesOf(clients.find(({ targetingKey }) => targetingKey === key)))}
            options={clients.map(({ targetingKey, value, context: said }) => ({
              value: targetingKey,
              label: targetingKey,
              hint: `${value === 'on' ? 'asked' : 'not asked'} · app ${said.appVersion ?? '?'} · ${said.locale ?? '?'}`,
            }))}
          />
        )}
        {fields.map(({ name, label, placeholder }) =>
          name === 'permission' ? (
            <Select
              key={name}
              label={label}
              value={values.permission ?? 'notDetermined'}
              onValueChange={(value) => set(name, value)}
              options={['notDetermined', 'denied', 'authorized', 'provisional', 'ephemeral'].map((value) => ({
                value,
                label: value,
              }))}
            />
          ) : (
            <TextField
              key={name}
              label={label}
              isMono
              placeholder={placeholder}
              value={values[name] ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          ),
        )}
        <div>
          <CopyButton label="Copy as curl" text={curlOf(context)} />
        </div>
      </form>
      <div aria-live="polite" className="flex min-w-0 flex-col gap-5">
        {error && (
          <Callout tone="failure" title="It cannot be explained">
            {error.message}
          </Callout>
        )}
        {data && <Verdict explanation={data} />}
        {data && <Steps explanation={data} />}
      </div>
    </div>
  )
}

function Verdict({ explanation: { verdict, evaluation, words } }: { explanation: Explanation }) {
  const isAsked = 'value' in evaluation && evaluation.value
  return (
    <div
      className={classNames(
        'flex items-start gap-3 rounded-surface border p-4',
        isAsked ? 'border-status-accepted/30 bg-status-accepted/6' : 'bg-neutral-2',
      )}
    >
      {isAsked ? (
        <Check aria-hidden className="mt-0.5 size-5 text-status-accepted" />
      ) : (
        <CircleSlash aria-hidden className="mt-0.5 size-5 text-quiet" />
      )}
      <div className="min-w-0">
        <p className="font-semibold text-lg">{verdict}</p>
        <p className="text-quiet">
          {'reason' in evaluation ? evaluation.reason : evaluation.error} · decided by {evaluation.decidedBy}
          {isAsked && ` · “${words.title}” (${words.locale})`}
        </p>
      </div>
    </div>
  )
}

function Steps({ explanation: { steps } }: { explanation: Explanation }) {
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {steps.map(({ title, sentence, state, conditions }) => (
        <li key={title} className={'flex gap-3 border-b py-2.5 last:border-b-0'}>
          <StepIcon state={state} />
          <div className="flex min-w-0 flex-col gap-1">
            <p>
              <strong className="font-semibold">{title}</strong> <span className="text-quiet">{sentence}</span>
            </p>
            {conditions?.map((condition) => (
              <p key={condition.sentence} className="flex flex-wrap items-center gap-x-2 text-quiet">
                {condition.holds ? (
                  <Check aria-label="holds" className="size-3.5 text-status-accepted" />
                ) : (
                  <X aria-label="does not hold" className="size-3.5 text-status-failed" />
                )}
                {condition.sentence}
                <span className="font-mono text-sm">{condition.actual}</span>
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function StepIcon({ state }: { state: Explanation['steps'][number]['state'] }) {
  if (state === 'decided')
    return <CircleDot aria-label="decided here" className="mt-0.5 size-4 shrink-0 text-accent-text" />
  if (state === 'passed') return <Check aria-label="passed" className="mt-0.5 size-4 shrink-0 text-faint" />
  return <Minus aria-label="not reached" className="mt-0.5 size-4 shrink-0 text-faint" />
}

type Field = { name: string; label: string; placeholder: string }

const always: Field[] = [
  { name: 'targetingKey', label: 'Customer (targeting key)', placeholder: 'customer-1' },
  { name: 'permission', label: 'Permission', placeholder: '' },
  { name: 'locale', label: 'Language', placeholder: 'de-AT' },
]
const known: Record<string, Field> = {
  appVersion: { name: 'appVersion', label: 'App version', placeholder: '4.2.0' },
  sdkVersion: { name: 'sdkVersion', label: 'SDK version', placeholder: '3.2.0' },
  osVersion: { name: 'osVersion', label: 'iOS version', placeholder: '17.4' },
  country: { name: 'country', label: 'Country', placeholder: 'DE' },
}

/** Exactly the attributes that the configuration reads. */
function attributesRead({ rules, sdkVersionMin }: PromptContent): Field[] {
  const fields = new Map(always.map((field) => [field.name, field]))
  if (sdkVersionMin && known.sdkVersion) fields.set('sdkVersion', known.sdkVersion)
  for (const condition of rules.flatMap((rule) => rule.conditions)) {
    const field = known[condition.attribute]
    if (field) fields.set(field.name, field)
    if (condition.attribute === 'custom' && condition.name)
      fields.set(condition.name, {
        name: condition.name,
        label: condition.name,
        placeholder: condition.values[0] ?? '',
      })
  }
  fields.set('timesAsked', { name: 'timesAsked', label: 'Times asked so far', placeholder: '0' })
  return [...fields.values()]
}

/** Values with which the first look tells something: versions that the configuration names. */
function likely({ rules, sdkVersionMin }: PromptContent): Record<string, string> {
  const values: Record<string, string> = { targetingKey: 'customer-1', permission: 'notDetermined' }
  if (sdkVersionMin) values.sdkVersion = sdkVersionMin
  for (const { attribute, values: given } of rules.flatMap((rule) => rule.conditions))
    if (known[attribute] && given[0]) values[attribute] ??= given[0]
  return values
}

type Client = { targetingKey: string; context: Record<string, unknown> }

function valuesOf(client: Client | undefined): Record<string, string> {
  const plain = Object.entries(client?.context ?? {}).filter(([, value]) => typeof value !== 'object')
  return {
    ...Object.fromEntries(plain.map(([name, value]) => [name, String(value)])),
    targetingKey: client?.targetingKey ?? '',
  }
}

function contextOf(fields: Field[], values: Record<string, string>) {
  const given = fields.flatMap(({ name }) => {
    const value = values[name]?.trim()
    return value ? [[name, name === 'timesAsked' ? Number(value) : value] as const] : []
  })
  return Object.fromEntries(given)
}

const curlOf = (context: Record<string, unknown>) =>
  [
    `curl -s ${typeof location === 'undefined' ? '' : location.origin}/ofrep/v1/evaluate/flags/push-permission-prompt`,
    `-H 'Authorization: Bearer YOUR_PUBLISHABLE_KEY'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ context }).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ')
